package org.tquic.congestion.copa;

/** The round-trip times that Copa compares, section 2 of the paper; nanoseconds. */
final class Delays {
  /** Over which the round-trip time without a queue is sought. */
  private static final long MINIMUM_WINDOW_NS = 10_000_000_000L;

  private static final int MAXIMUM_ROUNDS = 4;

  /** Share of the highest queue below which a queue is nearly empty. */
  private static final double NEARLY_EMPTY = 0.1;

  private final WindowedMinimum minimum = new WindowedMinimum();

  /** Of half a round trip, so that a queue counts only if it stays and jitter does not. */
  private final WindowedMinimum standing = new WindowedMinimum();

  private final WindowedMinimum negatedMaximum = new WindowedMinimum();
  private boolean known;

  /** Takes a sample. */
  void onSample(long nowNs, long rttNs, long smoothedRttNs) {
    minimum.update(nowNs, rttNs, MINIMUM_WINDOW_NS);
    standing.update(nowNs, rttNs, smoothedRttNs / 2);
    negatedMaximum.update(nowNs, -rttNs, MAXIMUM_ROUNDS * smoothedRttNs);
    known = true;
  }

  /** Whether there was a sample. */
  boolean isKnown() {
    return known;
  }

  /** Lowest round-trip time of the last half round trip. */
  long standingNs() {
    return standing.get();
  }

  /** How much of that is a queue. */
  long queueNs() {
    return standing.get() - minimum.get();
  }

  /**
   * Whether the queue is all but empty, measured by the highest of the last rounds.
   *
   * @param packetNs time that a packet takes; one packet is no queue
   */
  boolean isNearlyEmpty(double packetNs) {
    double highestNs = -negatedMaximum.get() - minimum.get();
    return queueNs() <= Math.max(NEARLY_EMPTY * highestNs, packetNs);
  }
}
