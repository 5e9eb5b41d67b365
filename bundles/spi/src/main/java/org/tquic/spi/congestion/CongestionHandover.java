package org.tquic.spi.congestion;

/**
 * What a controller leaves to its successor on the same path at a live swap: a snapshot. Times are
 * nanoseconds, sizes bytes, rates bytes per second; -1 is unknown.
 *
 * @param previousId id of the controller that is replaced, empty at the first start
 * @param swapNs time of the swap
 * @param windowBytes its congestion window
 * @param ssthreshBytes its slow start threshold, -1 while it is unbounded or where there is none
 * @param bandwidthBps bandwidth of the path as it or the engine measured it
 * @param bandwidthAgeNs age of that measurement
 * @param minRttNs minimum round-trip time as the engine measured it
 * @param minRttAgeNs age of that measurement
 * @param phase what the controller was doing, null at the first start
 * @param epochStartNs start of the latest recovery period; what was sent before never cuts again
 * @param swapPacketNumber packet number of the last packet sent under the old controller
 */
public record CongestionHandover(
    String previousId,
    long swapNs,
    long windowBytes,
    long ssthreshBytes,
    long bandwidthBps,
    long bandwidthAgeNs,
    long minRttNs,
    long minRttAgeNs,
    CongestionPhase phase,
    long epochStartNs,
    long swapPacketNumber) {
  private static final CongestionHandover NONE =
      new CongestionHandover("", -1, -1, -1, -1, -1, -1, -1, null, -1, -1);

  /** The hand-over of a first start: nothing came before. */
  public static CongestionHandover none() {
    return NONE;
  }

  /** Whether a controller ran before this one. */
  public boolean isPresent() {
    return !previousId.isEmpty();
  }

  /** The same with another bandwidth. */
  public CongestionHandover withBandwidth(long bps, long ageNs) {
    return new CongestionHandover(
        previousId,
        swapNs,
        windowBytes,
        ssthreshBytes,
        bps,
        ageNs,
        minRttNs,
        minRttAgeNs,
        phase,
        epochStartNs,
        swapPacketNumber);
  }

  /**
   * The window that a successor starts with: the old one, bounded by bandwidth times minimum
   * round-trip time where a model-based controller left, because the window of such a one is more
   * than it means to have under way.
   *
   * @param path the path of the successor
   */
  public long startWindowBytes(PathInfo path) {
    if (!isPresent()) {
      return path.initialWindowBytes();
    }
    long window = windowBytes;
    if (phase.isModelBased() && bandwidthBps > 0 && minRttNs > 0) {
      window = (long) Math.min(window, bandwidthBps * (minRttNs / 1e9));
    }
    return Math.max(window, path.minimumWindowBytes());
  }
}
