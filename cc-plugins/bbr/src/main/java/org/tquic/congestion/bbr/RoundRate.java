package org.tquic.congestion.bbr;

/**
 * The delivery rate of a whole round: the mean of its samples. The largest single sample tells how
 * far acknowledgements bunched up at best, by a tenth too much where delays vary by a few
 * milliseconds; sending at that rate keeps a queue standing that a round's mean does not.
 */
final class RoundRate {
  private double weightedBps;
  private long bytes;
  private boolean roundLimited;
  private double bps;
  private boolean limited;

  /**
   * Takes an acknowledgement.
   *
   * @param roundStart whether a round ended with it
   */
  void onAck(RateSample sample, boolean roundStart) {
    if (roundStart) {
      bps = bytes > 0 ? weightedBps / bytes : 0;
      limited = roundLimited;
      weightedBps = 0;
      bytes = 0;
      roundLimited = false;
    }
    if (sample.rateBps > 0) {
      weightedBps += sample.rateBps * sample.ackedBytes;
      bytes += sample.ackedBytes;
      roundLimited |= sample.limited;
    }
  }

  /** Mean of the last whole round, bytes per second; 0 for unknown. */
  double bps() {
    return bps;
  }

  /** Whether the application limited any of it. */
  boolean isLimited() {
    return limited;
  }
}
