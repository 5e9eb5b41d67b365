package org.tquic.quic.wire;

/** Packet numbers as they travel: their low 1 to 4 bytes, RFC 9000 section 17.1. */
public final class PacketNumbers {
  private PacketNumbers() {}

  /**
   * Bytes that a packet number takes, RFC 9000 section A.2: enough for more than twice the numbers
   * that the peer may not know of.
   *
   * @param pn the number to be sent
   * @param largestAcked largest that the peer acknowledged in this space, −1 for none
   * @return 1 to 4
   * @throws IllegalArgumentException when 4 bytes are too few or {@code pn} is not above {@code
   *     largestAcked}
   */
  public static int encodedLength(long pn, long largestAcked) {
    long unacked = pn - largestAcked;
    if (unacked <= 0 || unacked >= 1L << 31) {
      throw new IllegalArgumentException(pn + " cannot be sent after " + largestAcked);
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(unacked) + 1;
    return (bits + 7) / 8;
  }

  /**
   * The full number, RFC 9000 section A.3: of those with the same low bytes the one closest to what
   * is expected.
   *
   * @param truncated the bytes that travelled, as an unsigned number
   * @param length how many these are, 1 to 4
   * @param expected largest number received in this space plus 1
   */
  public static long decode(long truncated, int length, long expected) {
    long window = 1L << 8 * length;
    long half = window / 2;
    long candidate = expected & -window | truncated;
    if (candidate <= expected - half && candidate <= VarInt.MAX - window) {
      return candidate + window;
    }
    if (candidate > expected + half && candidate >= window) {
      return candidate - window;
    }
    return candidate;
  }

  /** Writes the low {@code length} bytes, 1 to 4, of a number. */
  public static void write(WireWriter out, long pn, int length) {
    for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
      out.u8((int) (pn >>> shift));
    }
  }

  /** The truncated number of {@code length} bytes, 1 to 4, whose header protection is removed. */
  public static long read(byte[] packet, int offset, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | packet[offset + i] & 0xff;
    }
    return value;
  }
}
