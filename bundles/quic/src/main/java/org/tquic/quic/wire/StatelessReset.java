package org.tquic.quic.wire;

import java.util.random.RandomGenerator;

/** Stateless resets, RFC 9000 section 10.3: they look like short header packets. */
public final class StatelessReset {
  /** Bytes of a token. */
  public static final int TOKEN_LENGTH = 16;

  /** Bytes of the shortest one. */
  public static final int MIN_LENGTH = 21;

  /** Up to here a reset is one byte shorter than what it answers, RFC 9000 section 10.3. */
  private static final int SHORT_PACKET = 43;

  /** A reset of {@code SHORT_PACKET - 1} bytes gets fewer than that many in addition. */
  private static final int EXTRA = 32;

  private StatelessReset() {}

  /**
   * Bytes that an answer should have, so that it neither stands out nor keeps a loop of resets
   * going, RFC 9000 section 10.3.3.
   *
   * @param receivedLength bytes of the packet that is answered
   * @return less than {@code receivedLength}; 0 when that is too short to be answered
   */
  public static int length(int receivedLength, RandomGenerator random) {
    if (receivedLength <= MIN_LENGTH) {
      return 0;
    }
    if (receivedLength <= SHORT_PACKET) {
      return receivedLength - 1;
    }
    return SHORT_PACKET - 1 + random.nextInt(Math.min(EXTRA, receivedLength - SHORT_PACKET + 1));
  }

  /**
   * Writes one.
   *
   * @param length bytes, at least {@value #MIN_LENGTH}
   * @param token {@value #TOKEN_LENGTH} bytes
   * @param random a cryptographically strong source
   */
  public static void write(WireWriter out, int length, byte[] token, RandomGenerator random) {
    if (length < MIN_LENGTH || token.length != TOKEN_LENGTH) {
      throw new IllegalArgumentException(
          "a reset of " + length + " bytes with a token of " + token.length);
    }
    byte[] noise = new byte[length - TOKEN_LENGTH];
    random.nextBytes(noise);
    noise[0] = (byte) (noise[0] & 0x3f | 0x40);
    out.bytes(noise);
    out.bytes(token);
  }

  /**
   * Whether a datagram ends with a token, in a time that does not depend on which bytes differ.
   *
   * @param datagram starts at index 0
   * @param end index after its last byte
   */
  public static boolean matches(byte[] datagram, int end, byte[] token) {
    if (end < MIN_LENGTH || token.length != TOKEN_LENGTH) {
      return false;
    }
    int difference = 0;
    for (int i = 0; i < TOKEN_LENGTH; i++) {
      difference |= datagram[end - TOKEN_LENGTH + i] ^ token[i];
    }
    return difference == 0;
  }
}
