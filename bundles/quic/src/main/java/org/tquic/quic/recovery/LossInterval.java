package org.tquic.quic.recovery;

/**
 * How much a path carries between congestion events: what was acknowledged since the latest, or
 * between that and the one before, whichever is more. Bytes.
 */
final class LossInterval {
  private long latestBytes;
  private long betweenBytes;

  /**
   * A recovery period begins.
   *
   * @param deliveredBytes acknowledged on the path so far
   */
  void onCongestion(long deliveredBytes) {
    betweenBytes = deliveredBytes - latestBytes;
    latestBytes = deliveredBytes;
  }

  long bytes(long deliveredBytes) {
    return Math.max(deliveredBytes - latestBytes, betweenBytes);
  }

  /** The path is another, nothing was acknowledged on it. */
  void reset() {
    latestBytes = 0;
    betweenBytes = 0;
  }
}
