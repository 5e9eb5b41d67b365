package org.tquic.simulate;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.tquic.identity.LocalIdentity;
import org.tquic.quic.tls.TlsConfig;

/** Both ends of simulated connections, with keys that live as long as this process. */
final class EphemeralTls {
  static final TlsConfig CLIENT;
  static final TlsConfig SERVER;

  private static final String PROTOCOL = "simulated";

  static {
    LocalIdentity client = LocalIdentity.ephemeral(InstantSource.system());
    LocalIdentity server = LocalIdentity.ephemeral(InstantSource.system());
    CLIENT = trusting(client, server);
    SERVER = trusting(server, client);
  }

  private EphemeralTls() {}

  private static TlsConfig trusting(LocalIdentity own, LocalIdentity peer) {
    return new TlsConfig(
        new X509Certificate[] {own.certificate()},
        own.key(),
        (chain, authType) -> verify(chain[0], peer),
        List.of(PROTOCOL),
        null,
        TlsConfig.ALL_CIPHER_SUITES,
        TlsConfig.ALL_GROUPS,
        true);
  }

  private static void verify(X509Certificate presented, LocalIdentity peer)
      throws CertificateException {
    if (!presented.getPublicKey().equals(peer.certificate().getPublicKey())) {
      throw new CertificateException("another key than the other end's");
    }
  }
}
