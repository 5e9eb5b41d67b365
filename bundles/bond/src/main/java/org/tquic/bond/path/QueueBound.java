package org.tquic.bond.path;

/**
 * Bounds what a carrier has under way to what its path holds without a long queue: the rate at
 * which it delivers, for the round trip of its empty queue and a small allowance. A connection's
 * own window may be twice that; the rest would only stand in the queue of the slowest hop, make
 * every packet late, and have to be sent again over the other paths when this one dies.
 *
 * <p>The round trip of the empty queue is measured, not guessed: now and then little is sent until
 * the queue is empty, and the round trips that follow are averaged, since a path that jitters takes
 * longer under load than its minimum. Never below half of the connection's window, so that a path
 * whose queue others fill is not given up to them.
 */
final class QueueBound {
  private static final long MIN_ALLOWANCE_NS = 12_000_000;
  private static final long MAX_ALLOWANCE_NS = 30_000_000;
  private static final long MEASURE_EVERY_NS = 4_000_000_000L;
  private static final long LONGEST_MEASURING_NS = 700_000_000;
  private static final double LITTLE = 0.8;
  private static final double GROWTH = 0.25;
  private static final double UNBOUNDED = Double.MAX_VALUE;

  private static final int ENOUGH_SAMPLES = 8;

  private enum Measuring {
    NOT,
    EMPTYING,
    WAITING,
    SAMPLING
  }

  private double bytes = UNBOUNDED;

  /** Round trip of the empty queue, or -1 while not measured. */
  private long emptyNs = -1;

  private Measuring measuring = Measuring.NOT;
  private double little;
  private long measuredNs = Long.MIN_VALUE / 2;
  private long sampleFromNs;
  private long sumNs;
  private int samples;

  /** The path's round trip is another now, or its news come another way. */
  void reset() {
    bytes = UNBOUNDED;
    emptyNs = -1;
    measuring = Measuring.NOT;
    measuredNs = Long.MIN_VALUE / 2;
  }

  /**
   * Learns from news of the peer.
   *
   * @param acknowledged bytes that the peer has now
   * @param inFlight bytes still under way
   * @param rate what the path delivers, bytes per second
   * @param window the connection's window, bytes
   */
  void onAcknowledged(
      long acknowledged, long inFlight, RttEstimator rtt, long rate, long window, long nowNs) {
    if (measuring != Measuring.NOT) {
      measure(inFlight, rtt, nowNs);
      return;
    }
    long allowanceNs = Math.clamp(2 * rtt.varianceNs(), MIN_ALLOWANCE_NS, MAX_ALLOWANCE_NS);
    boolean late = rtt.smoothedNs() > rtt.minNs() + allowanceNs;
    boolean full = acknowledged + inFlight > window / 2;
    if (late && full && nowNs - measuredNs > MEASURE_EVERY_NS) {
      measuring = Measuring.EMPTYING;
      measuredNs = nowNs;
      little = Math.max(LITTLE * rate * 1e-9 * rtt.minNs(), window / 4.0);
    } else if (emptyNs > 0 && rtt.smoothedNs() > emptyNs + allowanceNs) {
      bytes = Math.max(rate * 1e-9 * (emptyNs + allowanceNs), window / 2.0);
    } else {
      bytes += GROWTH * acknowledged;
    }
    if (bytes >= window) {
      bytes = UNBOUNDED;
    }
  }

  private void measure(long inFlight, RttEstimator rtt, long nowNs) {
    if (measuring == Measuring.EMPTYING && inFlight <= little) {
      measuring = Measuring.WAITING;
      sampleFromNs = nowNs + rtt.latestNs();
      sumNs = 0;
      samples = 0;
    } else if (measuring == Measuring.WAITING && nowNs >= sampleFromNs) {
      measuring = Measuring.SAMPLING;
    }
    if (measuring == Measuring.SAMPLING) {
      sumNs += rtt.latestNs();
      samples++;
    }
    boolean tooLong = nowNs - measuredNs > LONGEST_MEASURING_NS;
    if (samples == ENOUGH_SAMPLES || tooLong && samples > 0) {
      emptyNs = sumNs / samples;
    }
    if (samples == ENOUGH_SAMPLES || tooLong) {
      measuring = Measuring.NOT;
    }
  }

  /** What may be under way now of a window of this size, bytes. */
  long within(long window) {
    double bound = measuring == Measuring.NOT ? bytes : Math.min(little, bytes);
    return bound < window ? (long) bound : window;
  }
}
