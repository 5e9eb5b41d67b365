package org.tquic.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.tquic.quic.tls.TestIdentity;

/**
 * An identity as programs read it.
 *
 * @param certificate file of the certificate
 * @param key file of the private key, RFC 5915
 */
record PemFiles(Path certificate, Path key) {
  private static final int CURVE_BITS = 256;

  static PemFiles write(TestIdentity identity, Path folder) {
    try {
      return new PemFiles(
          write(folder.resolve("cert.pem"), "CERTIFICATE", identity.certificate().getEncoded()),
          write(folder.resolve("key.pem"), "EC PRIVATE KEY", sec1(identity)));
    } catch (CertificateEncodingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With curve and public key, which the JDK leaves out and GnuTLS needs. */
  private static byte[] sec1(TestIdentity identity) throws IOException {
    SubjectPublicKeyInfo info =
        SubjectPublicKeyInfo.getInstance(identity.certificate().getPublicKey().getEncoded());
    BigInteger secret = ((java.security.interfaces.ECPrivateKey) identity.key()).getS();
    return new ECPrivateKey(
            CURVE_BITS, secret, info.getPublicKeyData(), info.getAlgorithm().getParameters())
        .getEncoded();
  }

  private static Path write(Path file, String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
