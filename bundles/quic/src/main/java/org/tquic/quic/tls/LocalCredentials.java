package org.tquic.quic.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.TlsStreamSigner;

/** The certificate of this end, and its key as the JDK has it, which may be in hardware. */
final class LocalCredentials implements TlsCredentialedSigner {
  private final Certificate certificate;
  private final int scheme;
  private final PrivateKey key;
  private final SecureRandom random;

  private LocalCredentials(
      Certificate certificate, int scheme, PrivateKey key, SecureRandom random) {
    this.certificate = certificate;
    this.scheme = scheme;
    this.key = key;
    this.random = random;
  }

  /**
   * The credentials that a peer takes.
   *
   * @param requestContext of the CertificateRequest; empty for a server
   * @param taken the peer's {@link SignatureAndHashAlgorithm}s
   * @return null without a certificate that the peer can verify
   */
  static LocalCredentials forPeer(
      TlsConfig config,
      TlsCrypto crypto,
      SecureRandom random,
      byte[] requestContext,
      Vector<?> taken)
      throws IOException {
    X509Certificate[] chain = config.certificateChain();
    if (chain.length == 0) {
      return null;
    }
    int scheme = SignatureSchemes.of(chain[0].getPublicKey());
    if (!taken.contains(SignatureScheme.getSignatureAndHashAlgorithm(scheme))) {
      return null;
    }
    CertificateEntry[] entries = new CertificateEntry[chain.length];
    for (int i = 0; i < chain.length; i++) {
      try {
        entries[i] = new CertificateEntry(crypto.createCertificate(chain[i].getEncoded()), null);
      } catch (GeneralSecurityException e) {
        throw new TlsFatalAlert(AlertDescription.internal_error, e);
      }
    }
    return new LocalCredentials(
        new Certificate(requestContext, entries), scheme, config.privateKey(), random);
  }

  @Override
  public Certificate getCertificate() {
    return certificate;
  }

  @Override
  public SignatureAndHashAlgorithm getSignatureAndHashAlgorithm() {
    return SignatureScheme.getSignatureAndHashAlgorithm(scheme);
  }

  /** Never asked, since {@link #getStreamSigner} is there. */
  @Override
  public byte[] generateRawSignature(byte[] hash) throws IOException {
    throw new TlsFatalAlert(AlertDescription.internal_error);
  }

  @Override
  public TlsStreamSigner getStreamSigner() throws IOException {
    try {
      Signature signature = SignatureSchemes.signature(scheme);
      signature.initSign(key, random);
      return new StreamSigner(signature);
    } catch (GeneralSecurityException e) {
      throw new TlsFatalAlert(AlertDescription.internal_error, e);
    }
  }

  private record StreamSigner(Signature signature) implements TlsStreamSigner {
    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int value) throws IOException {
          write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
          try {
            signature.update(source, offset, length);
          } catch (SignatureException e) {
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
          }
        }
      };
    }

    @Override
    public byte[] getSignature() throws IOException {
      try {
        return signature.sign();
      } catch (SignatureException e) {
        throw new TlsFatalAlert(AlertDescription.internal_error, e);
      }
    }
  }
}
