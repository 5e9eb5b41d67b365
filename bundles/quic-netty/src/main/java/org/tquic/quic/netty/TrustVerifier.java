package org.tquic.quic.netty;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.tquic.quic.Role;
import org.tquic.quic.tls.PeerVerifier;

/** Asks a trust manager, which alone decides, and remembers why it refused. */
final class TrustVerifier implements PeerVerifier {
  /** Keys are pinned and host names mean nothing, so there is nothing to ask an engine for. */
  private static final SSLEngine NO_ENGINE = null;

  private final X509ExtendedTrustManager trust;
  private final Role peer;
  private CertificateException refusal;

  /**
   * @param peer role of those to be judged
   */
  TrustVerifier(X509ExtendedTrustManager trust, Role peer) {
    this.trust = trust;
    this.peer = peer;
  }

  /** Why the last peer was refused, or null where none was. */
  CertificateException refusal() {
    return refusal;
  }

  @Override
  public void verify(X509Certificate[] chain, String authType) throws CertificateException {
    try {
      if (peer == Role.SERVER) {
        trust.checkServerTrusted(chain, authType, NO_ENGINE);
      } else {
        trust.checkClientTrusted(chain, authType, NO_ENGINE);
      }
    } catch (CertificateException e) {
      refusal = e;
      throw e;
    } catch (RuntimeException e) {
      refusal = new CertificateException("the certificate cannot be judged: " + e, e);
      throw refusal;
    }
  }
}
