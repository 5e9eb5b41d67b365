package org.tquic.quic.wire;

/** Variable-length integers, RFC 9000 section 16: 0 to 2^62 - 1 in 1, 2, 4 or 8 bytes. */
public final class VarInt {
  /** The largest value. */
  public static final long MAX = (1L << 62) - 1;

  private VarInt() {}

  /**
   * Bytes that a value takes.
   *
   * @throws IllegalArgumentException when the value is negative or above {@link #MAX}
   */
  public static int length(long value) {
    if ((value & ~MAX) != 0) {
      throw new IllegalArgumentException("not a variable-length integer: " + value);
    }
    if (value < 1 << 6) {
      return 1;
    }
    if (value < 1 << 14) {
      return 2;
    }
    return value < 1 << 30 ? 4 : 8;
  }
}
