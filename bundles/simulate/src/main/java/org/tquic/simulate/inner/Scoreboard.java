package org.tquic.simulate.inner;

/** What became of each segment that is not acknowledged, by its number; a ring. */
final class Scoreboard {
  /** Most segments under way: 40 MB. */
  static final int SIZE = 1 << 15;

  private static final byte SACKED = 1;
  private static final byte LOST = 2;
  private static final byte AGAIN = 4;

  private final long[] sentNs = new long[SIZE];
  private final long[] lostNs = new long[SIZE];
  private final byte[] flags = new byte[SIZE];

  private static int slot(long number) {
    return (int) number & SIZE - 1;
  }

  void sent(long number, long nowNs) {
    sentNs[slot(number)] = nowNs;
    flags[slot(number)] = 0;
  }

  void sentAgain(long number, long nowNs) {
    sentNs[slot(number)] = nowNs;
    flags[slot(number)] = AGAIN;
  }

  void delivered(long number) {
    flags[slot(number)] |= SACKED;
  }

  void lost(long number, long nowNs) {
    flags[slot(number)] |= LOST;
    lostNs[slot(number)] = nowNs;
  }

  long sentNs(long number) {
    return sentNs[slot(number)];
  }

  long lostNs(long number) {
    return lostNs[slot(number)];
  }

  boolean isDelivered(long number) {
    return (flags[slot(number)] & SACKED) != 0;
  }

  /** Whether it is held lost and was not sent again. */
  boolean isLost(long number) {
    return (flags[slot(number)] & (LOST | SACKED)) == LOST;
  }

  boolean wasSentAgain(long number) {
    return (flags[slot(number)] & AGAIN) != 0;
  }

  /** Whether it counts as under way. */
  boolean isOutstanding(long number) {
    return (flags[slot(number)] & (LOST | SACKED)) == 0;
  }
}
