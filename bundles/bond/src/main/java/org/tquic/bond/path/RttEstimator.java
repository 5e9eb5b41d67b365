package org.tquic.bond.path;

/** Round-trip time of a carrier, smoothed as RFC 9002 section 5 says. */
public final class RttEstimator {
  private static final long INITIAL_NS = 100_000_000;
  private static final int SETTLED_SAMPLES = 4;
  private static final long MIN_WINDOW_NS = 5_000_000_000L;

  private long latestNs = -1;
  private long smoothedNs = -1;
  private long varianceNs = -1;
  private final WindowedMin min = new WindowedMin(MIN_WINDOW_NS);
  private int samples;

  /** Takes a sample; the peer's delay is already taken out. */
  public void add(long sampleNs, long nowNs) {
    samples++;
    latestNs = Math.max(sampleNs, 1);
    min.add(latestNs, nowNs);
    if (smoothedNs < 0) {
      smoothedNs = latestNs;
      varianceNs = latestNs / 2;
      return;
    }
    varianceNs += (Math.abs(smoothedNs - latestNs) - varianceNs) / 4;
    smoothedNs += (latestNs - smoothedNs) / 8;
  }

  /**
   * The path answers again after a silence: what was measured across it is the silence's length.
   * The latest sample counts as the first; the minimum stays, for silence only adds.
   */
  public void restart() {
    if (samples > 0) {
      smoothedNs = latestNs;
      varianceNs = latestNs / 2;
    }
  }

  /** The way is another now: what was the minimum may never be seen again. */
  public void forgetMinimum() {
    if (samples > 0) {
      min.startWith(latestNs);
    }
  }

  /** Latest sample, or -1. */
  public long latestNs() {
    return latestNs;
  }

  /** Smoothed value, or -1. */
  public long smoothedNs() {
    return smoothedNs;
  }

  /** Variation, or -1. */
  public long varianceNs() {
    return varianceNs;
  }

  /** Minimum of the last five to ten seconds, or -1: the way back may change, and with it this. */
  public long minNs() {
    return samples == 0 ? -1 : min.get();
  }

  /** Smoothed value, or a guess where there is none yet. */
  public long smoothedOrInitialNs() {
    return smoothedNs < 0 ? INITIAL_NS : smoothedNs;
  }

  /** Time after which an answer is late enough to ask again. */
  public long ptoNs() {
    long srtt = smoothedOrInitialNs();
    return srtt + Math.max(varianceNs < 0 ? 2 * srtt : 4 * varianceNs, 10_000_000);
  }

  /** Silence after which outstanding data make a path suspect: well beyond what its jitter does. */
  public long suspicionNs() {
    long srtt = smoothedOrInitialNs();
    long variance = varianceNs < 0 ? srtt / 2 : varianceNs;
    long least = samples < SETTLED_SAMPLES ? 500_000_000 : 140_000_000;
    return Math.clamp(srtt + Math.max(2 * srtt, 6 * variance), least, 1_000_000_000);
  }
}
