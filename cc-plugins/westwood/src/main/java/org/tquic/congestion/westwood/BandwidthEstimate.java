package org.tquic.congestion.westwood;

/**
 * Westwood+'s filter: bytes acknowledged in a round trip over its duration are a sample, and the
 * estimate is their low-pass. Rates are bytes per second.
 */
final class BandwidthEstimate {
  /** Weight of what is known, the constant of the paper. */
  private static final double ALPHA = 0.9;

  private static final long NONE = Long.MIN_VALUE;

  private double estimateBps;
  private long roundStartNs = NONE;
  private long roundBytes;
  private boolean limitedBySource;

  /**
   * @param knownBps what a predecessor measured, or -1
   */
  BandwidthEstimate(long knownBps) {
    estimateBps = Math.max(knownBps, 0);
  }

  /**
   * Takes an acknowledgement.
   *
   * @param windowLimited whether the window, not the application, limited what is acknowledged
   */
  void onAck(long nowNs, long ackedBytes, long rttNs, boolean windowLimited) {
    if (roundStartNs == NONE) {
      // What is acknowledged now was sent before the first round began.
      restart(nowNs);
      return;
    }
    roundBytes += ackedBytes;
    limitedBySource |= !windowLimited;
    long elapsedNs = nowNs - roundStartNs;
    if (elapsedNs >= rttNs && elapsedNs > 0) {
      take(roundBytes * 1e9 / elapsedNs);
      restart(nowNs);
    }
  }

  private void take(double sampleBps) {
    if (!isKnown()) {
      estimateBps = sampleBps;
    } else if (!limitedBySource || sampleBps > estimateBps) {
      // What the application did not send says nothing of the path.
      estimateBps = ALPHA * estimateBps + (1 - ALPHA) * sampleBps;
    }
  }

  /** Begins a round; what was counted of the last one is forgotten. */
  void restart(long nowNs) {
    roundStartNs = nowNs;
    roundBytes = 0;
    limitedBySource = false;
  }

  /** Whether there was a sample. */
  boolean isKnown() {
    return estimateBps > 0;
  }

  double bps() {
    return estimateBps;
  }
}
