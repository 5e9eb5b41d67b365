package org.tquic.quic.endpoint;

/**
 * Which serial numbers were used, of the latest that were given out; the older ones count as used.
 */
final class SerialWindow {
  private final long[] used;
  private final int size;
  private long next;

  /** A window of so many serial numbers, a power of two from 64. */
  SerialWindow(int size) {
    this.size = size;
    used = new long[size / Long.SIZE];
  }

  /** The next serial number. */
  long issue() {
    int bit = (int) (next & size - 1);
    used[bit / Long.SIZE] &= ~(1L << bit);
    return next++;
  }

  /** Uses a serial number; false when it was used before, or may have been. */
  boolean use(long serial) {
    if (serial < 0 || serial >= next || serial < next - size) {
      return false;
    }
    int bit = (int) (serial & size - 1);
    long mask = 1L << bit;
    boolean fresh = (used[bit / Long.SIZE] & mask) == 0;
    used[bit / Long.SIZE] |= mask;
    return fresh;
  }
}
