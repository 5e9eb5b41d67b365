package org.tquic.bond.path;

/**
 * Bounds what a carrier has under way to what its path holds without a long queue: the rate at
 * which it delivers, for the round trip of its empty queue and a small allowance. A connection's
 * own window may be several times that; the rest would only stand in the queue of the slowest hop,
 * make every packet late, and have to be sent again over the other paths when this one dies.
 *
 * <p>The round trip of the empty queue is measured, not guessed: now and then little is sent until
 * the queue is empty, and the round trips that follow are averaged, since a path that jitters takes
 * longer under load than its minimum. A queue that others keep full is measured with it, so the
 * path is not given up to them. Much loss without delay is a policer, and bounds in the same way.
 */
final class QueueBound {
  private static final long MIN_ALLOWANCE_NS = 10_000_000;
  private static final long MAX_ALLOWANCE_NS = 25_000_000;
  private static final double MUCH_LOSS = 0.04;

  /** With less under way the queue is short on any path, and not worth the disturbance. */
  private static final int MEASURABLE_BYTES = 40_000;

  private static final long MEASURE_EVERY_NS = 6_000_000_000L;
  private static final long LONGEST_MEASURING_NS = 700_000_000;
  private static final int ENOUGH_SAMPLES = 8;
  private static final double LITTLE = 0.8;
  private static final double LEAST = 0.5;
  private static final double GROWTH = 0.25;
  private static final double UNBOUNDED = Double.MAX_VALUE;

  private double bytes = UNBOUNDED;
  private double least;

  /** Until when round trips may still be those of an earlier way, or -1 while nothing came. */
  private long settledNs = -1;

  /** Round trip of the empty queue, or -1 while not measured. */
  private long emptyNs = -1;

  private boolean measuring;
  private double rateBefore;
  private double little;
  private long measuredNs = Long.MIN_VALUE / 2;

  /** From when on round trips are of the empty queue; unknown while it empties. */
  private long sampleFromNs;

  private long sumNs;
  private int samples;

  /** The path's round trip is another now, or its news come another way. */
  void reset() {
    bytes = UNBOUNDED;
    least = 0;
    emptyNs = -1;
    measuring = false;
    measuredNs = Long.MIN_VALUE / 2;
    settledNs = -1;
  }

  /**
   * Learns from news of the peer.
   *
   * @param acknowledged bytes that the peer has now
   * @param inFlight bytes still under way
   * @param rate what the path delivered of late, bytes per second
   * @param loss share of packets lost of late, 0 to 1
   * @param window the connection's window, bytes
   */
  void onAcknowledged(
      long acknowledged,
      long inFlight,
      RttEstimator rtt,
      long rate,
      double loss,
      long window,
      long nowNs) {
    if (!hasSettled(rtt, nowNs)) {
      return;
    }
    if (measuring) {
      measure(inFlight, rtt, nowNs);
      return;
    }
    long allowanceNs = Math.clamp(2 * rtt.varianceNs(), MIN_ALLOWANCE_NS, MAX_ALLOWANCE_NS);
    boolean late = rtt.smoothedNs() > rtt.minNs() + allowanceNs;
    if (late
        && acknowledged + inFlight > MEASURABLE_BYTES
        && nowNs - measuredNs > MEASURE_EVERY_NS) {
      measuring = true;
      measuredNs = nowNs;
      sampleFromNs = Long.MAX_VALUE;
      sumNs = 0;
      samples = 0;
      rateBefore = rate * 1e-9;
      little = LITTLE * rateBefore * rtt.minNs();
    } else if (loss > MUCH_LOSS || emptyNs > 0 && rtt.smoothedNs() > emptyNs + allowanceNs) {
      long roundTripNs = emptyNs > 0 ? emptyNs : rtt.smoothedNs();
      bytes = Math.max(rate * 1e-9 * (roundTripNs + allowanceNs), least);
    } else {
      bytes += GROWTH * acknowledged;
    }
    if (bytes >= window) {
      bytes = UNBOUNDED;
    }
  }

  private boolean hasSettled(RttEstimator rtt, long nowNs) {
    if (settledNs < 0) {
      settledNs = nowNs + 2 * rtt.smoothedNs();
    }
    if (nowNs < settledNs) {
      rtt.forgetMinimum();
      return false;
    }
    return true;
  }

  private void measure(long inFlight, RttEstimator rtt, long nowNs) {
    // The carrier's least window lets some under way whatever is asked for here.
    boolean empty = inFlight <= Math.max(little, MEASURABLE_BYTES / 2);
    if (empty && sampleFromNs == Long.MAX_VALUE) {
      sampleFromNs = nowNs + rtt.latestNs();
    }
    if (nowNs >= sampleFromNs) {
      sumNs += rtt.latestNs();
      samples++;
    }
    boolean tooLong = nowNs - measuredNs > LONGEST_MEASURING_NS;
    if (samples == ENOUGH_SAMPLES || tooLong && samples > 0) {
      emptyNs = sumNs / samples;
      least = LEAST * rateBefore * emptyNs;
    }
    if (samples == ENOUGH_SAMPLES || tooLong) {
      measuring = false;
    }
  }

  /** What may be under way now of a window of this size, bytes. */
  long within(long window) {
    double bound = measuring ? Math.min(little, bytes) : bytes;
    return bound < window ? (long) bound : window;
  }
}
