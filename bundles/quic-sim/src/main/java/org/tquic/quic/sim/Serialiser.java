package org.tquic.quic.sim;

/**
 * When a link of a given rate has sent its packets. Fractions of a nanosecond are carried from
 * packet to packet, so that a busy link keeps its rate exactly.
 */
final class Serialiser {
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private long rateBytesPerSecond;
  private long endNs = Long.MIN_VALUE;
  // What endNs lacks, in units of 1/rate nanoseconds.
  private long carry;

  /** When the packet begun last is sent. */
  long endNs() {
    return endNs;
  }

  /** Begins a packet on an idle link. */
  void beginIdle(int sizeBytes, long nowNs) {
    if (nowNs > endNs) {
      endNs = nowNs;
      carry = 0;
    }
    beginNext(sizeBytes);
  }

  /** Begins a packet right behind the last one. */
  void beginNext(int sizeBytes) {
    if (rateBytesPerSecond != 0) {
      long work = sizeBytes * NS_PER_SECOND + carry;
      endNs += work / rateBytesPerSecond;
      carry = work % rateBytesPerSecond;
    }
  }

  /**
   * Changes the rate; of a packet being sent, what is left of it goes at the new rate.
   *
   * @param next bytes per second, 0 = without limit
   */
  void setRate(long next, long nowNs) {
    if (next == rateBytesPerSecond) {
      return;
    }
    if (endNs > nowNs) {
      // A packet has under 2^17 bytes, so this stays under 2^47.
      long leftWork = (endNs - nowNs) * rateBytesPerSecond + carry;
      endNs = nowNs + (next == 0 ? 0 : leftWork / next);
      carry = next == 0 ? 0 : leftWork % next;
    } else {
      carry = 0;
    }
    rateBytesPerSecond = next;
  }
}
