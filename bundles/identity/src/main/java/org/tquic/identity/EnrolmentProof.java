package org.tquic.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a router sends instead of the one-time secret: {@code HMAC-SHA256(secret, "tquic-enrol" |
 * client fingerprint | server fingerprint)} (RFC 2104, RFC 6234). It is worth nothing to anyone
 * else: it names the keys of both ends, and the server takes the client's from the TLS handshake,
 * which proved its possession.
 */
public final class EnrolmentProof {
  /** Length in bytes. */
  public static final int SIZE_BYTES = 32;

  /** Length of the text form in characters. */
  public static final int TEXT_LENGTH = 43;

  private static final String MAC = "HmacSHA256";
  private static final byte[] LABEL = "tquic-enrol".getBytes(StandardCharsets.US_ASCII);

  private final byte[] mac;

  private EnrolmentProof(byte[] mac) {
    this.mac = mac;
  }

  static EnrolmentProof of(PairingSecret secret, Fingerprint client, Fingerprint server) {
    try {
      Mac hmac = Mac.getInstance(MAC);
      hmac.init(new SecretKeySpec(secret.reveal(), MAC));
      hmac.update(LABEL);
      hmac.update(client.bytes());
      hmac.update(server.bytes());
      return new EnrolmentProof(hmac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no " + MAC, e);
    }
  }

  /** Reads the text form, base64url without padding; empty if the text is anything else. */
  public static Optional<EnrolmentProof> parse(String text) {
    return text.length() == TEXT_LENGTH
        ? Base64Url.decode(text).map(EnrolmentProof::new)
        : Optional.empty();
  }

  /** The text form for the request: base64url without padding. */
  public String text() {
    return Base64Url.encode(mac);
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof EnrolmentProof that && MessageDigest.isEqual(mac, that.mac);
  }

  @Override
  public int hashCode() {
    return mac[0] << 24 | (mac[1] & 0xff) << 16 | (mac[2] & 0xff) << 8 | mac[3] & 0xff;
  }

  /** Hides the value, so that logs cannot be replayed. */
  @Override
  public String toString() {
    return "EnrolmentProof[hidden]";
  }
}
