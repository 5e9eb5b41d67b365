package org.tquic.quic.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** HKDF of RFC 5869 and the label expansion of RFC 8446 section 7.1. */
public final class Hkdf {
  private static final String LABEL_PREFIX = "tls13 ";

  private Hkdf() {}

  /**
   * HKDF-Extract.
   *
   * @param hash SHA256 or SHA384
   * @return as many bytes as the hash has
   */
  public static byte[] extract(String hash, byte[] salt, byte[] inputKey) {
    return derive(hash, HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(inputKey).extractOnly());
  }

  /**
   * HKDF-Expand.
   *
   * @param hash SHA256 or SHA384
   * @param length of the result, bytes, up to 255 times the hash's
   */
  public static byte[] expand(String hash, byte[] secret, byte[] info, int length) {
    return derive(
        hash, HKDFParameterSpec.expandOnly(new SecretKeySpec(secret, "Generic"), info, length));
  }

  /**
   * HKDF-Expand-Label with an empty context.
   *
   * @param hash SHA256 or SHA384
   * @param label without the prefix that TLS 1.3 puts before it
   * @param length of the result, bytes
   */
  public static byte[] expandLabel(String hash, byte[] secret, String label, int length) {
    byte[] text = (LABEL_PREFIX + label).getBytes(StandardCharsets.US_ASCII);
    byte[] info = new byte[4 + text.length];
    info[0] = (byte) (length >> 8);
    info[1] = (byte) length;
    info[2] = (byte) text.length;
    System.arraycopy(text, 0, info, 3, text.length);
    return expand(hash, secret, info, length);
  }

  private static byte[] derive(String hash, HKDFParameterSpec parameters) {
    try {
      return KDF.getInstance("HKDF-" + hash).deriveData(parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no HKDF with " + hash, e);
    }
  }
}
