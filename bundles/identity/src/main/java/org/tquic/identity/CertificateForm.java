package org.tquic.identity;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/**
 * What a self-signed certificate of this project looks like. A pinned key needs no more from its
 * certificate than to hold it; everything unusual is refused because nothing here makes it.
 */
final class CertificateForm {
  static final int MAX_BYTES = 4096;

  private static final int X509_V3 = 3;

  private CertificateForm() {}

  /**
   * Reads an encoded certificate with the JDK and checks everything but its validity period.
   *
   * @throws CertificateException that names the first thing wrong
   */
  static X509Certificate check(byte[] encoded) throws CertificateException {
    try {
      return inspect(encoded);
    } catch (RuntimeException e) {
      // What strangers send must not surface as anything but a refusal.
      throw new CertificateException("the certificate is malformed", e);
    }
  }

  private static X509Certificate inspect(byte[] encoded) throws CertificateException {
    if (encoded.length > MAX_BYTES) {
      throw new CertificateException(
          "a certificate of " + encoded.length + " bytes is larger than " + MAX_BYTES);
    }
    ByteArrayInputStream in = new ByteArrayInputStream(encoded);
    X509Certificate certificate =
        (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    if (in.available() > 0) {
      throw new CertificateException(in.available() + " bytes follow the certificate");
    }
    if (certificate.getVersion() != X509_V3) {
      throw new CertificateException(
          "the certificate has X.509 version " + certificate.getVersion() + ", not " + X509_V3);
    }
    KeyKind kind =
        KeyKind.of(certificate.getPublicKey())
            .orElseThrow(
                () ->
                    new CertificateException(
                        "the certificate's "
                            + certificate.getPublicKey().getAlgorithm()
                            + " key is neither a P-256 nor an Ed25519 key"));
    if (!kind.signsWith(certificate.getSigAlgOID())) {
      throw new CertificateException(
          "signature algorithm "
              + certificate.getSigAlgName()
              + " does not fit a key of kind "
              + kind);
    }
    if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      throw new CertificateException("the certificate is not self-signed: issuer is not subject");
    }
    if (certificate.hasUnsupportedCriticalExtension()) {
      throw new CertificateException("the certificate has a critical extension that is not known");
    }
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[0]) {
      throw new CertificateException("the certificate's key may not sign (key usage)");
    }
    try {
      certificate.verify(certificate.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new CertificateException("the certificate's self-signature is not valid", e);
    }
    return certificate;
  }
}
