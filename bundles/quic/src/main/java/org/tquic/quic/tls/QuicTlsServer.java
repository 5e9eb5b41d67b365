package org.tquic.quic.tls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCrypto;

/** The server's choices in a handshake. */
@SuppressWarnings("rawtypes")
final class QuicTlsServer extends AbstractTlsServer {
  private final HandshakeState state;

  QuicTlsServer(TlsCrypto crypto, HandshakeState state) {
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
  protected boolean preferLocalCipherSuites() {
    return true;
  }

  @Override
  public int[] getSupportedGroups() {
    return state.groupCodes();
  }

  @Override
  public boolean preferLocalSupportedGroups() {
    return true;
  }

  @Override
  protected Vector<ProtocolName> getProtocolNames() {
    return QuicExtensions.protocolNames(state.config.applicationProtocols());
  }

  @Override
  public int getMaxHandshakeMessageSize() {
    return MessageFramer.LIMIT;
  }

  @Override
  public void processClientExtensions(Hashtable extensions) throws IOException {
    super.processClientExtensions(extensions);
    // There are no records whose length it could limit.
    maxFragmentLengthOffered = -1;
    state.applicationProtocol =
        QuicExtensions.applicationProtocol(
            selectedProtocolName, state.config.applicationProtocols());
    state.peerParameters = QuicExtensions.transportParameters(extensions);
  }

  @Override
  public Hashtable getServerExtensions() throws IOException {
    Hashtable extensions = super.getServerExtensions();
    QuicExtensions.addTransportParameters(
        extensions, state.localParameters.answer(state.peerParameters));
    return extensions;
  }

  @Override
  public TlsCredentials getCredentials() throws IOException {
    TlsCredentials credentials =
        LocalCredentials.forPeer(
            state.config,
            getCrypto(),
            state.random,
            TlsUtils.EMPTY_BYTES,
            context.getSecurityParametersHandshake().getClientSigAlgs());
    if (credentials == null) {
      throw new TlsFatalAlert(
          AlertDescription.handshake_failure, "no signature scheme in common with the client");
    }
    return credentials;
  }

  @Override
  public CertificateRequest getCertificateRequest() throws IOException {
    return state.config.requirePeerCertificate()
        ? new CertificateRequest(
            TlsUtils.EMPTY_BYTES,
            SignatureSchemes.handshake(),
            SignatureSchemes.certificates(),
            null)
        : null;
  }

  @Override
  public void notifyClientCertificate(Certificate certificate) throws IOException {
    if (certificate.isEmpty()) {
      throw new TlsFatalAlert(AlertDescription.certificate_required);
    }
    state.peer.verify(certificate);
  }

  @Override
  public void notifyHandshakeComplete() {
    state.onComplete();
  }
}
