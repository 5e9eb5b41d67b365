package org.tquic.congestion.prague;

/**
 * The share of bytes that arrives marked, and its moving average, Prague's alpha: RFC 8257 section
 * 3.3, with the rounds of Prague, which are no shorter than its reference round-trip time.
 */
final class MarkShare {
  private static final double GAIN = 1.0 / 16;

  private double alpha = 1;
  private boolean seen;
  private double pending;
  private double markedBytes;
  private long totalBytes;
  private long roundStartNs;

  MarkShare(long nowNs) {
    roundStartNs = nowNs;
  }

  /** The acknowledgement that follows says so of what it acknowledges. */
  void onMarks(long marked, long unmarked) {
    pending = (double) marked / Math.max(marked + unmarked, 1);
    seen |= marked > 0;
  }

  /**
   * Takes an acknowledgement.
   *
   * @param roundNs length of a round
   * @return the share of it that was not marked
   */
  double onAck(long ackedBytes, long roundNs, long nowNs) {
    double share = pending;
    pending = 0;
    markedBytes += share * ackedBytes;
    totalBytes += ackedBytes;
    if (nowNs - roundStartNs >= roundNs && totalBytes > 0) {
      // Until the first mark nothing is known: that one counts in full, and ends slow start.
      if (seen) {
        alpha += GAIN * (markedBytes / totalBytes - alpha);
      }
      roundStartNs = nowNs;
      markedBytes = 0;
      totalBytes = 0;
    }
    return 1 - share;
  }

  /** The average, 0 to 1; 1 before the first mark. */
  double alpha() {
    return alpha;
  }
}
