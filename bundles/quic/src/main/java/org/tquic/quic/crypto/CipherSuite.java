package org.tquic.quic.crypto;

/** The TLS 1.3 cipher suites of this engine, with the usage limits of RFC 9001 section 6.6. */
public enum CipherSuite {
  AES_128_GCM_SHA256(0x1301, 16, "SHA256", 32, 1L << 23, 1L << 52),
  AES_256_GCM_SHA384(0x1302, 32, "SHA384", 48, 1L << 23, 1L << 52),
  CHACHA20_POLY1305_SHA256(0x1303, 32, "SHA256", 32, 1L << 62, 1L << 36);

  private static final CipherSuite[] ALL = values();

  private final int code;
  private final int keyLength;
  private final String hash;
  private final int hashLength;
  private final long confidentialityLimit;
  private final long integrityLimit;

  CipherSuite(
      int code,
      int keyLength,
      String hash,
      int hashLength,
      long confidentialityLimit,
      long integrityLimit) {
    this.code = code;
    this.keyLength = keyLength;
    this.hash = hash;
    this.hashLength = hashLength;
    this.confidentialityLimit = confidentialityLimit;
    this.integrityLimit = integrityLimit;
  }

  /** The suite of a TLS code point, or null for one that this engine does not have. */
  public static CipherSuite ofCode(int code) {
    for (CipherSuite suite : ALL) {
      if (suite.code == code) {
        return suite;
      }
    }
    return null;
  }

  /** Code point in TLS, RFC 8446 section B.4. */
  public int code() {
    return code;
  }

  /** Bytes of the AEAD key and of the header protection key. */
  public int keyLength() {
    return keyLength;
  }

  /** The hash of the key schedule as the JDK names it within HKDF and HMAC: SHA256 or SHA384. */
  public String hash() {
    return hash;
  }

  /** Bytes of a hash, and so of a secret. */
  public int hashLength() {
    return hashLength;
  }

  /** Most packets to seal with one key. */
  public long confidentialityLimit() {
    return confidentialityLimit;
  }

  /** Most packets that may fail authentication in one connection. */
  public long integrityLimit() {
    return integrityLimit;
  }

  boolean isAes() {
    return this != CHACHA20_POLY1305_SHA256;
  }
}
