package org.tquic.quic.recovery;

/** Round-trip time of a path, RFC 9002 section 5. */
public final class RttEstimator {
  /** Guess before the first sample, RFC 9002 section 6.2.2. */
  public static final long INITIAL_RTT_NS = 333_000_000;

  /** Resolution that timers are assumed to have, RFC 9002 section 6.1.2. */
  public static final long GRANULARITY_NS = 1_000_000;

  private final long initialNs;
  private long latestNs = -1;
  private long smoothedNs;
  private long varianceNs;
  private long minNs = -1;
  private long minAtNs;
  private long firstSampleNs = PathRecovery.NEVER;

  /**
   * An estimator without samples.
   *
   * @param initialNs the guess until there are any
   */
  public RttEstimator(long initialNs) {
    if (initialNs <= 0) {
      throw new IllegalArgumentException("no round-trip time: " + initialNs + " ns");
    }
    this.initialNs = initialNs;
    reset();
  }

  /** Forgets everything: the path is another. */
  public void reset() {
    latestNs = -1;
    smoothedNs = initialNs;
    varianceNs = initialNs / 2;
    minNs = -1;
    firstSampleNs = PathRecovery.NEVER;
  }

  /**
   * Takes a sample, RFC 9002 section 5.3.
   *
   * @param sampleNs time from sending to the acknowledgement
   * @param ackDelayNs how much of it the peer says that it waited, already bounded by the caller
   */
  public void update(long sampleNs, long ackDelayNs, long nowNs) {
    latestNs = Math.max(sampleNs, 1);
    if (firstSampleNs == PathRecovery.NEVER) {
      firstSampleNs = nowNs;
      smoothedNs = latestNs;
      varianceNs = latestNs / 2;
      restartMinimum(nowNs);
      return;
    }
    // The peer's word must not make the minimum smaller: it is of the plain sample.
    if (minNs < 0 || latestNs <= minNs) {
      restartMinimum(nowNs);
    }
    long adjusted = latestNs - minNs >= ackDelayNs ? latestNs - ackDelayNs : latestNs;
    varianceNs = (3 * varianceNs + Math.abs(smoothedNs - adjusted)) / 4;
    smoothedNs = (7 * smoothedNs + adjusted) / 8;
  }

  /**
   * Begins the minimum again with the latest sample: after persistent congestion, RFC 9002 section
   * 5.2, or when acknowledgements come by another way.
   */
  public void restartMinimum(long nowNs) {
    minNs = latestNs;
    minAtNs = nowNs;
  }

  /** Whether there was a sample. */
  public boolean hasSample() {
    return latestNs >= 0;
  }

  /** Latest sample, or -1. */
  public long latestNs() {
    return latestNs;
  }

  /** Smoothed value, the guess before the first sample. */
  public long smoothedNs() {
    return smoothedNs;
  }

  /** Mean variation, half the guess before the first sample. */
  public long varianceNs() {
    return varianceNs;
  }

  /** Minimum, or -1. */
  public long minNs() {
    return minNs;
  }

  /** Time since the minimum was measured, or -1. */
  public long minAgeNs(long nowNs) {
    return minNs < 0 ? -1 : nowNs - minAtNs;
  }

  /** When the first sample was taken, {@link PathRecovery#NEVER} before. */
  long firstSampleNs() {
    return firstSampleNs;
  }

  /** Probe timeout without the peer's delay and without backoff, RFC 9002 section 6.2.1. */
  public long ptoBaseNs() {
    return smoothedNs + Math.max(4 * varianceNs, GRANULARITY_NS);
  }

  /** Time after which an overtaken packet is lost, RFC 9002 section 6.1.2: 9/8 round trips. */
  public long lossDelayNs() {
    long rtt = Math.max(latestNs, smoothedNs);
    return Math.max(rtt + rtt / 8, GRANULARITY_NS);
  }
}
