package org.tquic.quic.recovery;

/**
 * Looks for persistent congestion in one packet number space, RFC 9002 section 7.6. It is shown the
 * packets of the space in their order as they leave the log, and keeps the longest span that was
 * lost without anything acknowledged in it.
 */
public final class PersistentCongestion {
  /** Threshold in probe timeouts, RFC 9002 section 7.6.1. */
  private static final int THRESHOLD = 3;

  private static final long NONE = -1;

  private long startNs = NONE;
  private long longestNs;

  /** The next packet was acknowledged; or something else says that the span is broken. */
  public void onAcked() {
    startNs = NONE;
  }

  /**
   * The next packet is lost. Only ack-eliciting packets sent after the first round-trip sample are
   * ends of a span, because only these were sure to be answered within a known time.
   */
  public void onLost(long sentNs, boolean ackEliciting, long firstSampleNs) {
    if (!ackEliciting || sentNs <= firstSampleNs) {
      return;
    }
    if (startNs == NONE) {
      startNs = sentNs;
    }
    longestNs = Math.max(longestNs, sentNs - startNs);
  }

  /** Something of another space that was sent then was acknowledged. */
  public void onAckedElsewhere(long sentNs) {
    if (startNs != NONE && sentNs >= startNs) {
      startNs = NONE;
    }
  }

  /**
   * Whether a span was as long as the threshold; begins again if so.
   *
   * @param ptoNs probe timeout with the peer's largest delay, without backoff
   */
  public boolean established(long ptoNs) {
    boolean established = longestNs > 0 && longestNs >= THRESHOLD * ptoNs;
    longestNs = 0;
    if (established) {
      startNs = NONE;
    }
    return established;
  }

  /** Begins again. */
  public void reset() {
    startNs = NONE;
    longestNs = 0;
  }
}
