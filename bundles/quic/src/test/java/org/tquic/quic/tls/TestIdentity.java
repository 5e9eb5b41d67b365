package org.tquic.quic.tls;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key with its self-signed certificate. */
record TestIdentity(PrivateKey key, X509Certificate certificate) {
  enum Kind {
    P256("EC", 256, "SHA256withECDSA"),
    P384("EC", 384, "SHA384withECDSA"),
    ED25519("Ed25519", 255, "Ed25519"),
    RSA("RSA", 2048, "SHA256withRSA");

    private final String keyAlgorithm;
    private final int bits;
    private final String signature;

    Kind(String keyAlgorithm, int bits, String signature) {
      this.keyAlgorithm = keyAlgorithm;
      this.bits = bits;
      this.signature = signature;
    }
  }

  static TestIdentity of(Kind kind, String name) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.keyAlgorithm);
      generator.initialize(kind.bits);
      KeyPair pair = generator.generateKeyPair();
      X500Name subject = new X500Name("CN=" + name);
      Instant now = Instant.now();
      return new TestIdentity(
          pair.getPrivate(),
          new JcaX509CertificateConverter()
              .getCertificate(
                  new JcaX509v3CertificateBuilder(
                          subject,
                          BigInteger.ONE,
                          Date.from(now.minus(Duration.ofDays(1))),
                          Date.from(now.plus(Duration.ofDays(1))),
                          subject,
                          pair.getPublic())
                      .build(
                          new JcaContentSignerBuilder(kind.signature).build(pair.getPrivate()))));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  X509Certificate[] chain() {
    return new X509Certificate[] {certificate};
  }

  /** Takes peers with one of these keys only. */
  static PeerVerifier pin(TestIdentity... peers) {
    return (chain, authType) -> {
      if (Arrays.stream(peers)
          .noneMatch(peer -> peer.certificate.getPublicKey().equals(chain[0].getPublicKey()))) {
        throw new CertificateException("unknown key");
      }
    };
  }
}
