package org.tquic.quic.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/**
 * Decides whether the peer is the right one. That the peer has the private key of the first
 * certificate is verified besides.
 */
@FunctionalInterface
public interface PeerVerifier {
  /**
   * Checks a chain.
   *
   * @param chain as the peer sent it, its own certificate first; never empty
   * @param authType what a {@link javax.net.ssl.X509TrustManager} takes for it: UNKNOWN, since TLS
   *     1.3 has no types
   * @throws CertificateException when the peer is not to be trusted
   */
  void verify(X509Certificate[] chain, String authType) throws CertificateException;
}
