package org.tquic.quic.crypto;

import java.util.HexFormat;

/**
 * What a version of QUIC puts into its keys: RFC 9001 sections 5.1, 5.2, 5.8; RFC 9369 section 3.3.
 */
enum VersionConstants {
  V1(
      0x00000001,
      "38762cf7f55934b34d179ae6a4c80cadccbb7f0a",
      "quic ",
      "be0c690b9f66575a1d766b54e368c84e",
      "461599d35d632bf2239825bb"),
  V2(
      0x6b3343cf,
      "0dede3def700a6db819381be6e269dcbf9bd2ed9",
      "quicv2 ",
      "8fb4b01b56ac48e260fbcbcead7ccc92",
      "d86969bc2d7c6d9990efb04a");

  private final int version;
  private final byte[] initialSalt;
  private final String labelPrefix;
  private final byte[] retryKey;
  private final byte[] retryNonce;

  VersionConstants(
      int version, String initialSalt, String labelPrefix, String retryKey, String retryNonce) {
    HexFormat hex = HexFormat.of();
    this.version = version;
    this.initialSalt = hex.parseHex(initialSalt);
    this.labelPrefix = labelPrefix;
    this.retryKey = hex.parseHex(retryKey);
    this.retryNonce = hex.parseHex(retryNonce);
  }

  /**
   * Those of a version.
   *
   * @throws IllegalArgumentException for a version that is neither 1 nor 2
   */
  static VersionConstants of(int version) {
    if (version == V1.version) {
      return V1;
    }
    if (version == V2.version) {
      return V2;
    }
    throw new IllegalArgumentException("no QUIC version 0x" + Integer.toHexString(version));
  }

  byte[] initialSalt() {
    return initialSalt;
  }

  /** The label of a key, an IV, a header protection key or an updated secret. */
  String label(String name) {
    return labelPrefix + name;
  }

  byte[] retryKey() {
    return retryKey;
  }

  byte[] retryNonce() {
    return retryNonce;
  }
}
