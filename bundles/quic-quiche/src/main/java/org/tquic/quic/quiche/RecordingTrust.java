package org.tquic.quic.quiche;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** A trust manager that remembers why it refused, which the TLS library does not pass on. */
final class RecordingTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager trust;
  private CertificateException refusal;

  RecordingTrust(X509ExtendedTrustManager trust) {
    this.trust = trust;
  }

  /** Why the peer's certificate was refused, or null where it was not. */
  CertificateException refusal() {
    return refusal;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    try {
      trust.checkServerTrusted(chain, authType, engine);
    } catch (CertificateException e) {
      refusal = e;
      throw e;
    } catch (RuntimeException e) {
      refusal = new CertificateException("the certificate cannot be judged: " + e, e);
      throw refusal;
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    checkServerTrusted(chain, authType, (SSLEngine) null);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType, (SSLEngine) null);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    trust.checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    trust.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    trust.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.getAcceptedIssuers();
  }
}
