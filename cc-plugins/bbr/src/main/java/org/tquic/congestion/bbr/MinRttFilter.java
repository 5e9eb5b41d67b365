package org.tquic.congestion.bbr;

/** The least round-trip time of ten seconds, and when it has to be looked for again. */
final class MinRttFilter {
  private static final long WINDOW_NS = 10_000_000_000L;
  private static final long PROBE_INTERVAL_NS = 5_000_000_000L;
  private static final int NEAR = 16;

  private long minNs = Long.MAX_VALUE;
  private long minAtNs;
  private long recentNs = Long.MAX_VALUE;
  private long recentAtNs;
  private boolean probeDue;

  MinRttFilter(long nowNs) {
    minAtNs = nowNs;
    recentAtNs = nowNs;
  }

  /** Starts from a value of another controller. */
  void seed(long rttNs, long measuredNs) {
    minNs = rttNs;
    minAtNs = measuredNs;
    recentNs = rttNs;
    recentAtNs = measuredNs;
  }

  /**
   * An acknowledgement came.
   *
   * @param rttNs its sample, or -1
   */
  void update(long rttNs, long nowNs) {
    probeDue = nowNs > recentAtNs + PROBE_INTERVAL_NS;
    if (rttNs >= 0 && (rttNs < recentNs || probeDue)) {
      recentNs = rttNs;
      recentAtNs = nowNs;
    } else if (rttNs >= 0 && rttNs <= recentNs + recentNs / NEAR) {
      // The path is as good as empty; there is nothing to look for.
      recentAtNs = nowNs;
    }
    if (recentNs < minNs || nowNs > minAtNs + WINDOW_NS) {
      minNs = recentNs;
      minAtNs = recentAtNs;
    }
  }

  /** Whether there is a value. */
  boolean isKnown() {
    return minNs != Long.MAX_VALUE;
  }

  /** The minimum, nanoseconds. */
  long get() {
    return minNs;
  }

  /** Whether nothing as low as the minimum was seen for so long that the path must be emptied. */
  boolean isProbeDue() {
    return probeDue;
  }

  /** The path was emptied. */
  void onProbed(long nowNs) {
    recentAtNs = nowNs;
  }
}
