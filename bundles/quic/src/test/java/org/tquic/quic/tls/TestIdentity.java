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
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.tquic.quic.crypto.CipherSuite;

/** A key with its self-signed certificate, for tests of this bundle and of those above it. */
public record TestIdentity(PrivateKey key, X509Certificate certificate) {
  /** A client. */
  public static final TestIdentity CLIENT = of(Kind.ED25519, "client");

  /** A server. */
  public static final TestIdentity SERVER = of(Kind.ED25519, "server");

  /** What the key is. */
  public enum Kind {
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

  /** A new key. */
  public static TestIdentity of(Kind kind, String name) {
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

  /** The certificate alone. */
  public X509Certificate[] chain() {
    return new X509Certificate[] {certificate};
  }

  /** This key, and that the other one is taken and no else. */
  public TlsConfig trusting(TestIdentity peer) {
    return trusting(peer, TlsConfig.ALL_CIPHER_SUITES, TlsConfig.ALL_GROUPS);
  }

  /** The same with these cipher suites and groups only. */
  public TlsConfig trusting(TestIdentity peer, List<CipherSuite> suites, List<NamedGroup> groups) {
    return new TlsConfig(chain(), key, pin(peer), List.of("test"), null, suites, groups, true);
  }

  /** Takes peers with one of these keys only. */
  public static PeerVerifier pin(TestIdentity... peers) {
    return (chain, authType) -> {
      if (Arrays.stream(peers)
          .noneMatch(peer -> peer.certificate.getPublicKey().equals(chain[0].getPublicKey()))) {
        throw new CertificateException("unknown key");
      }
    };
  }
}
