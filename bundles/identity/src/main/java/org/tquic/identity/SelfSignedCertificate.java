package org.tquic.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes the certificate that carries a key. It can be made again from the key at any time: peers
 * know the key, not the certificate.
 */
final class SelfSignedCertificate {
  static final int YEARS = 20;

  /**
   * Before any machine of this project existed. A router that makes its certificate with a clock
   * that is years off must still be within its validity once the clock is right.
   */
  static final Instant NOT_BEFORE = Instant.parse("2020-01-01T00:00:00Z");

  private static final X500Name SUBJECT = new X500Name("CN=tquic");
  private static final int SERIAL_BITS = 127;

  private SelfSignedCertificate() {}

  /** A certificate for a key that ends {@link #YEARS} years from now. */
  static X509Certificate issue(
      PrivateKey key, PublicKey publicKey, Instant now, SecureRandom random)
      throws GeneralSecurityException {
    Instant from = now.isBefore(NOT_BEFORE) ? NOT_BEFORE : now;
    Instant until =
        from.truncatedTo(ChronoUnit.DAYS).atZone(ZoneOffset.UTC).plusYears(YEARS).toInstant();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            SUBJECT,
            new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
            Date.from(NOT_BEFORE),
            Date.from(until),
            SUBJECT,
            SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()));
    String algorithm =
        KeyKind.of(publicKey).orElseThrow() == KeyKind.P256 ? "SHA256withECDSA" : "Ed25519";
    try {
      // Without a provider set, the signer takes the JDK's, so none is registered or shared.
      return CertificateForm.check(
          builder.build(new JcaContentSignerBuilder(algorithm).build(key)).getEncoded());
    } catch (OperatorCreationException | IOException e) {
      throw new CertificateException("the certificate cannot be made", e);
    }
  }

  /** The public key that belongs to a private key; empty if it is neither P-256 nor Ed25519. */
  static Optional<PublicKey> publicKeyOf(byte[] pkcs8) {
    try {
      AsymmetricKeyParameter key = PrivateKeyFactory.createKey(pkcs8);
      AsymmetricKeyParameter publicKey =
          switch (key) {
            case ECPrivateKeyParameters ec ->
                new ECPublicKeyParameters(
                    new FixedPointCombMultiplier()
                        .multiply(ec.getParameters().getG(), ec.getD())
                        .normalize(),
                    ec.getParameters());
            case Ed25519PrivateKeyParameters ed -> ed.generatePublicKey();
            default -> null;
          };
      if (publicKey == null) {
        return Optional.empty();
      }
      byte[] encoded =
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey).getEncoded();
      String algorithm =
          key instanceof ECPrivateKeyParameters
              ? KeyKind.P256.algorithm()
              : KeyKind.ED25519.algorithm();
      return Optional.of(
              KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded)))
          .filter(k -> KeyKind.of(k).isPresent());
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // The parser throws all sorts of things at bad input; the caller names the file.
      return Optional.empty();
    }
  }
}
