package org.tquic.identity;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates of every sort, good and bad. */
final class TestCertificates {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

  private TestCertificates() {}

  /** A certificate to change one thing of. */
  static final class Draft {
    private PublicKey subjectKey;
    private PrivateKey signer;
    private String algorithm;
    private String issuer = "CN=tquic";
    private String unknownExtension;
    private boolean critical;
    private int extensionBytes = 4;
    private Integer usage;

    Draft(KeyPair pair, String algorithm) {
      this.subjectKey = pair.getPublic();
      this.signer = pair.getPrivate();
      this.algorithm = algorithm;
    }

    Draft signedBy(PrivateKey key) {
      signer = key;
      return this;
    }

    Draft issuedBy(String name) {
      issuer = name;
      return this;
    }

    Draft extension(boolean isCritical, int sizeBytes) {
      unknownExtension = "1.3.6.1.4.1.55555.1";
      critical = isCritical;
      extensionBytes = sizeBytes;
      return this;
    }

    Draft usage(int bits) {
      usage = bits;
      return this;
    }

    X509Certificate build() throws Exception {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              new X500Name(issuer),
              BigInteger.TEN,
              Date.from(FROM),
              Date.from(UNTIL),
              new X500Name("CN=tquic"),
              SubjectPublicKeyInfo.getInstance(subjectKey.getEncoded()));
      if (unknownExtension != null) {
        builder.addExtension(
            new ASN1ObjectIdentifier(unknownExtension),
            critical,
            new DEROctetString(new byte[extensionBytes]));
      }
      if (usage != null) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(signer)));
    }
  }

  static Draft p256() throws Exception {
    return new Draft(pair("EC", 256), "SHA256withECDSA");
  }

  static Draft p384() throws Exception {
    return new Draft(pair("EC", 384), "SHA384withECDSA");
  }

  static Draft rsa() throws Exception {
    return new Draft(pair("RSA", 2048), "SHA256withRSA");
  }

  static Draft ed25519() throws Exception {
    return new Draft(KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "Ed25519");
  }

  static Draft sha1() throws Exception {
    return new Draft(pair("EC", 256), "SHA1withECDSA");
  }

  static X509Certificate version1() throws Exception {
    KeyPair pair = pair("EC", 256);
    X500Name name = new X500Name("CN=tquic");
    return new JcaX509CertificateConverter()
        .getCertificate(
            new X509v1CertificateBuilder(
                    name,
                    BigInteger.TEN,
                    Date.from(FROM),
                    Date.from(UNTIL),
                    name,
                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }

  static KeyPair pair(String algorithm, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  /** A fingerprint that differs for every seed. */
  static Fingerprint key(int seed) {
    return Fingerprint.ofDigest(Digests.sha256(new byte[] {(byte) seed, (byte) (seed >> 8)}));
  }
}
