package org.tquic.jmh;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.tquic.quic.crypto.CipherSuite;
import org.tquic.quic.tls.TlsConfig;

/** A key with its certificate. */
record Identity(KeyPair pair, X509Certificate certificate) {
  private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2120-01-01T00:00:00Z");

  static Identity create(String name) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      X500Principal subject = new X500Principal("CN=" + name);
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  new JcaX509v3CertificateBuilder(
                          subject,
                          BigInteger.ONE,
                          Date.from(FROM),
                          Date.from(UNTIL),
                          subject,
                          pair.getPublic())
                      .build(new JcaContentSignerBuilder("Ed25519").build(pair.getPrivate())));
      return new Identity(pair, certificate);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  TlsConfig trusting(Identity peer, CipherSuite suite) {
    PublicKey pinned = peer.pair.getPublic();
    return new TlsConfig(
        new X509Certificate[] {certificate},
        pair.getPrivate(),
        (chain, type) -> {
          if (!chain[0].getPublicKey().equals(pinned)) {
            throw new CertificateException("another key");
          }
        },
        List.of("bench"),
        null,
        List.of(suite),
        TlsConfig.ALL_GROUPS,
        true);
  }
}
