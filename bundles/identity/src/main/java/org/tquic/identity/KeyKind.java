package org.tquic.identity;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * The two kinds of key that both ends accept, known by the bytes in front of the key proper in
 * their SubjectPublicKeyInfo. So one key has one encoding: named curve, point uncompressed (RFC
 * 5480 section 2), no parameters for Ed25519 (RFC 8410 section 3).
 */
enum KeyKind {
  P256(
      "EC",
      "3059301306072a8648ce3d020106082a8648ce3d03010703420004",
      64,
      Set.of("1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4")),
  ED25519("Ed25519", "302a300506032b6570032100", 32, Set.of("1.3.101.112"));

  private final String algorithm;
  private final byte[] prefix;
  private final int keyBytes;
  private final Set<String> signatures;

  KeyKind(String algorithm, String prefix, int keyBytes, Set<String> signatures) {
    this.algorithm = algorithm;
    this.prefix = HexFormat.of().parseHex(prefix);
    this.keyBytes = keyBytes;
    this.signatures = signatures;
  }

  /** The kind of a key, or empty if it is neither or is encoded in another way. */
  static Optional<KeyKind> of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      return Optional.empty();
    }
    return Arrays.stream(values())
        .filter(kind -> encoded.length == kind.prefix.length + kind.keyBytes)
        .filter(kind -> Arrays.equals(kind.prefix, Arrays.copyOf(encoded, kind.prefix.length)))
        .findFirst();
  }

  /** The name that JDK key factories know. */
  String algorithm() {
    return algorithm;
  }

  /** Whether keys of this kind make signatures with this object identifier (SHA-2 only). */
  boolean signsWith(String signatureOid) {
    return signatures.contains(signatureOid);
  }
}
