package org.tquic.masque;

import io.netty.handler.codec.quic.QuicChannel;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Who is at the other end of a connection. */
public final class PeerCertificates {
  private PeerCertificates() {}

  /** The peer's chain, its own certificate first; empty while or where it has shown none. */
  public static List<X509Certificate> of(QuicChannel channel) {
    SSLEngine engine = channel.sslEngine();
    List<X509Certificate> chain = new ArrayList<>();
    try {
      if (engine != null) {
        for (Certificate certificate : engine.getSession().getPeerCertificates()) {
          if (certificate instanceof X509Certificate x509) {
            chain.add(x509);
          }
        }
      }
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
    return List.copyOf(chain);
  }
}
