package org.tquic.quic.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.X509Certificate;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.TlsFatalAlert;

/** Asks the {@link PeerVerifier} and keeps the chain that it took. */
final class PeerAuthentication {
  private static final String AUTH_TYPE = "UNKNOWN";

  private final PeerVerifier verifier;
  private X509Certificate[] chain = {};

  PeerAuthentication(PeerVerifier verifier) {
    this.verifier = verifier;
  }

  /** The chain that was verified; empty before. */
  X509Certificate[] chain() {
    return chain.clone();
  }

  /** Verifies what the peer sent, which is not empty. */
  void verify(Certificate received) throws IOException {
    X509Certificate[] parsed = new X509Certificate[received.getLength()];
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (int i = 0; i < parsed.length; i++) {
        parsed[i] =
            (X509Certificate)
                factory.generateCertificate(
                    new ByteArrayInputStream(received.getCertificateAt(i).getEncoded()));
      }
    } catch (CertificateException e) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate, e);
    }
    try {
      verifier.verify(parsed.clone(), AUTH_TYPE);
    } catch (CertificateException e) {
      throw new TlsFatalAlert(alertOf(e), e);
    }
    chain = parsed;
  }

  /** The alert of RFC 8446 section 6.2 that says most. */
  private static short alertOf(CertificateException problem) {
    if (problem instanceof CertificateExpiredException
        || problem instanceof CertificateNotYetValidException) {
      return AlertDescription.certificate_expired;
    }
    if (problem instanceof CertificateRevokedException) {
      return AlertDescription.certificate_revoked;
    }
    if (problem instanceof CertificateParsingException) {
      return AlertDescription.bad_certificate;
    }
    if (problem.getCause() instanceof CertPathValidatorException path) {
      return path.getReason() == CertPathValidatorException.BasicReason.EXPIRED
          ? AlertDescription.certificate_expired
          : AlertDescription.unknown_ca;
    }
    return AlertDescription.certificate_unknown;
  }
}
