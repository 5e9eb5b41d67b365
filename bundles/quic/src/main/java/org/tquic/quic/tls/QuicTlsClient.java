package org.tquic.quic.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.TlsCrypto;

/** The client's choices in a handshake. */
@SuppressWarnings("rawtypes")
final class QuicTlsClient extends AbstractTlsClient {
  private final HandshakeState state;

  QuicTlsClient(TlsCrypto crypto, HandshakeState state) {
    super(crypto);
    this.state = state;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.TLSv13.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return state.cipherSuiteCodes();
  }

  @Override
  protected Vector<Integer> getSupportedGroups(Vector roles) {
    return new Vector<>(state.config.groups().stream().map(NamedGroup::code).toList());
  }

  @Override
  public Vector<Integer> getEarlyKeyShareGroups() {
    return new Vector<>(List.of(state.config.groups().getFirst().code()));
  }

  @Override
  protected Vector<SignatureAndHashAlgorithm> getSupportedSignatureAlgorithms() {
    return SignatureSchemes.handshake();
  }

  @Override
  protected Vector<SignatureAndHashAlgorithm> getSupportedSignatureAlgorithmsCert() {
    return SignatureSchemes.certificates();
  }

  @Override
  protected Vector<ProtocolName> getProtocolNames() {
    return QuicExtensions.protocolNames(state.config.applicationProtocols());
  }

  @Override
  protected Vector<ServerName> getSNIServerNames() {
    String name = state.config.serverName();
    return name == null
        ? null
        : new Vector<>(
            List.of(new ServerName(NameType.host_name, name.getBytes(StandardCharsets.US_ASCII))));
  }

  @Override
  protected CertificateStatusRequest getCertificateStatusRequest() {
    return null;
  }

  /** RFC 9001 section 8.4 forbids the compatibility mode. */
  @Override
  public boolean shouldUseCompatibilityMode() {
    return false;
  }

  @Override
  public int getMaxHandshakeMessageSize() {
    return MessageFramer.LIMIT;
  }

  @Override
  public Hashtable getClientExtensions() throws IOException {
    Hashtable extensions = super.getClientExtensions();
    QuicExtensions.addTransportParameters(extensions, state.localParameters.answer(null));
    return extensions;
  }

  @Override
  public void processServerExtensions(Hashtable extensions) throws IOException {
    super.processServerExtensions(extensions);
    state.peerParameters = QuicExtensions.transportParameters(extensions);
    state.applicationProtocol =
        QuicExtensions.applicationProtocol(
            TlsExtensionsUtils.getALPNExtensionServer(extensions),
            state.config.applicationProtocols());
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
        state.peer.verify(certificate.getCertificate());
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        return LocalCredentials.forPeer(
            state.config,
            getCrypto(),
            state.random,
            request.getCertificateRequestContext(),
            request.getSupportedSignatureAlgorithms());
      }
    };
  }

  @Override
  public void notifyHandshakeComplete() {
    state.onComplete();
  }
}
