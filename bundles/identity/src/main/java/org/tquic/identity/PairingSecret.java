package org.tquic.identity;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The one-time secret of a pairing code, 128 random bits. It leaves this package in one form only:
 * within the text of its {@link PairingCode}.
 */
final class PairingSecret {
  static final int SIZE_BYTES = 16;

  private final byte[] bytes;

  private PairingSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  static PairingSecret random(SecureRandom random) {
    byte[] bytes = new byte[SIZE_BYTES];
    random.nextBytes(bytes);
    return new PairingSecret(bytes);
  }

  static PairingSecret of(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException(
          "a pairing secret has " + SIZE_BYTES + " bytes, not " + bytes.length);
    }
    return new PairingSecret(bytes.clone());
  }

  static Optional<PairingSecret> parse(String text) {
    return Base64Url.decode(text).filter(b -> b.length == SIZE_BYTES).map(PairingSecret::new);
  }

  byte[] reveal() {
    return bytes.clone();
  }

  String revealText() {
    return Base64Url.encode(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PairingSecret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Digests.sha256(bytes));
  }

  @Override
  public String toString() {
    return "PairingSecret[hidden]";
  }
}
