package org.tquic.identity;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The router's side: the server has the pinned key, or the handshake fails. TLS proves that the
 * server has the key it shows. Names, issuers and dates play no part: a router without a clock of
 * its own may start in 1970 and must find its server all the same.
 */
public final class PinnedServerTrust extends X509ExtendedTrustManager {
  private final Fingerprint pinned;

  /** Trusts the server with this key, and no other. */
  public PinnedServerTrust(Fingerprint pinned) {
    if (pinned == null) {
      throw new IllegalArgumentException("a router trusts one server's key, none is given");
    }
    this.pinned = pinned;
  }

  /** The key that the server must have. */
  public Fingerprint pinned() {
    return pinned;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    Fingerprint seen = Fingerprint.ofPeer(chain);
    if (!pinned.equals(seen)) {
      throw new CertificateException(
          "the server's key is not the one this router was paired with: expected "
              + pinned.text()
              + ", seen "
              + seen.text());
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  /** Always refuses: a server judges routers with {@link PresentedKeyTrust}. */
  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this trust judges one server only, no router");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  /** None: the server signs its own certificate. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
