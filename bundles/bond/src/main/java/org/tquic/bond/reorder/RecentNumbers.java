package org.tquic.bond.reorder;

/**
 * A bit for each of the last {@value #WINDOW} sequence numbers; who uses it knows which these are.
 */
final class RecentNumbers {
  static final int WINDOW = 4096;

  private final long[] bits = new long[WINDOW / 64];

  boolean contains(long sequence) {
    return (bits[word(sequence)] & 1L << sequence) != 0;
  }

  void set(long sequence, boolean value) {
    if (value) {
      bits[word(sequence)] |= 1L << sequence;
    } else {
      bits[word(sequence)] &= ~(1L << sequence);
    }
  }

  private static int word(long sequence) {
    return (int) (sequence >>> 6) & WINDOW / 64 - 1;
  }
}
