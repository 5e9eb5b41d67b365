package org.tquic.quic.endpoint;

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
import org.tquic.quic.tls.NamedGroup;
import org.tquic.quic.tls.TlsConfig;

/** A key with its certificate, which trusts one other key. */
public record TestIdentity(KeyPair pair, X509Certificate certificate) {
  public static final TestIdentity CLIENT = create("CN=client");
  public static final TestIdentity SERVER = create("CN=server");

  private static TestIdentity create(String name) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      X500Principal subject = new X500Principal(name);
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  new JcaX509v3CertificateBuilder(
                          subject,
                          BigInteger.ONE,
                          Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                          Date.from(Instant.parse("2120-01-01T00:00:00Z")),
                          subject,
                          pair.getPublic())
                      .build(new JcaContentSignerBuilder("Ed25519").build(pair.getPrivate())));
      return new TestIdentity(pair, certificate);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What this end shows, and that it takes the other key and no else. */
  public TlsConfig trusting(TestIdentity peer, NamedGroup group) {
    PublicKey pinned = peer.pair.getPublic();
    return new TlsConfig(
        new X509Certificate[] {certificate},
        pair.getPrivate(),
        (chain, type) -> {
          if (!chain[0].getPublicKey().equals(pinned)) {
            throw new CertificateException("another key");
          }
        },
        List.of("test"),
        null,
        TlsConfig.ALL_CIPHER_SUITES,
        List.of(group),
        true);
  }
}
