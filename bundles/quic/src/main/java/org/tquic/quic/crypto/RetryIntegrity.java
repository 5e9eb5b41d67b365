package org.tquic.quic.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.tquic.quic.wire.ConnectionId;

/** The integrity tag of Retry packets, RFC 9001 section 5.8 and RFC 9369 section 3.3.3. */
public final class RetryIntegrity {
  /** Bytes of a tag. */
  public static final int TAG_LENGTH = 16;

  private RetryIntegrity() {}

  /**
   * The tag of a Retry packet.
   *
   * @param version 1 or 2 by its number on the wire
   * @param originalDcid destination connection ID of the Initial packet that the Retry answers
   * @param packet has the Retry packet without its tag from {@code offset} to {@code end}
   * @throws IllegalArgumentException for another version
   */
  public static byte[] tag(
      int version, ConnectionId originalDcid, byte[] packet, int offset, int end) {
    VersionConstants constants = VersionConstants.of(version);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(constants.retryKey(), "AES"),
          new GCMParameterSpec(8 * TAG_LENGTH, constants.retryNonce()));
      cipher.updateAAD(new byte[] {(byte) originalDcid.length()});
      cipher.updateAAD(originalDcid.toBytes());
      cipher.updateAAD(packet, offset, end - offset);
      return cipher.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no tag for a Retry packet", e);
    }
  }

  /**
   * Whether a Retry packet ends with the right tag.
   *
   * @param packet has the whole Retry packet from {@code offset} to {@code end}
   * @throws IllegalArgumentException for a version that is neither 1 nor 2
   */
  public static boolean verify(
      int version, ConnectionId originalDcid, byte[] packet, int offset, int end) {
    int tagOffset = end - TAG_LENGTH;
    return tagOffset >= offset
        && MessageDigest.isEqual(
            tag(version, originalDcid, packet, offset, tagOffset),
            Arrays.copyOfRange(packet, tagOffset, end));
  }
}
