package org.tquic.identity;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The server's side of mutual TLS: the client must show exactly one certificate, X.509 version 3,
 * self-signed with a valid signature, within its validity, at most 4096 bytes, with a P-256 or
 * Ed25519 key. TLS then proves that the client has that key. Who the key belongs to and what it may
 * do is not decided here but per request, by {@link PairingRegistry#authorise}, so that a refusal
 * can say why.
 */
public final class PresentedKeyTrust extends X509ExtendedTrustManager {
  private final InstantSource clock;

  /** Trust by the system's clock. */
  public PresentedKeyTrust() {
    this(InstantSource.system());
  }

  /** Trust by another clock. */
  public PresentedKeyTrust(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    if (chain == null || chain.length != 1 || chain[0] == null) {
      throw new CertificateException(
          "the router presented "
              + (chain == null ? 0 : chain.length)
              + " certificates, expected is exactly 1");
    }
    X509Certificate certificate = CertificateForm.check(chain[0].getEncoded());
    certificate.checkValidity(Date.from(clock.instant()));
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

  /** Always refuses: a router pins its server with {@link PinnedServerTrust}. */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this trust judges routers only, no server");
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

  /** None: routers sign their own certificates. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
