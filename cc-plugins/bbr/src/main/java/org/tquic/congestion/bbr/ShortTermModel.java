package org.tquic.congestion.bbr;

/** Bounds by the congestion met since bandwidth was last probed. */
final class ShortTermModel {
  private static final double BETA = 0.7;
  private static final double UNBOUNDED_BPS = Double.POSITIVE_INFINITY;
  private static final long UNBOUNDED = Long.MAX_VALUE;

  private double bandwidthBps = UNBOUNDED_BPS;
  private long inFlightBytes = UNBOUNDED;

  /**
   * A round met congestion: follows what was delivered, but not further down at once than CUBIC.
   *
   * @param maxBps the long-term bandwidth, where the first congestion begins
   * @param windowBytes the window, likewise
   */
  void adapt(LossRound round, double maxBps, long windowBytes) {
    double bps = bandwidthBps == UNBOUNDED_BPS ? maxBps : bandwidthBps;
    long bytes = inFlightBytes == UNBOUNDED ? windowBytes : inFlightBytes;
    bandwidthBps = Math.max(round.latestBps(), BETA * bps);
    inFlightBytes = Math.max(round.latestBytes(), (long) (BETA * bytes));
  }

  /** Takes the bounds away. */
  void reset() {
    bandwidthBps = UNBOUNDED_BPS;
    inFlightBytes = UNBOUNDED;
  }

  /** Widens the bounds to what they were. */
  void restore(double bps, long bytes) {
    bandwidthBps = Math.max(bandwidthBps, bps);
    inFlightBytes = Math.max(inFlightBytes, bytes);
  }

  /** Bound of the bandwidth, bytes per second; infinite for none. */
  double bandwidthBps() {
    return bandwidthBps;
  }

  /** Bound of the bytes in flight; {@link Long#MAX_VALUE} for none. */
  long inFlightBytes() {
    return inFlightBytes;
  }
}
