package org.tquic.congestion.bbr;

/**
 * What the latest round delivered, and whether it met congestion. Its rounds begin with the first
 * loss, so that the round that is judged was sent in its knowledge.
 */
final class LossRound {
  private static final int STARTUP_LOSSES = 6;

  private double latestBps;
  private long latestBytes;
  private long endBytes;
  private boolean started;
  private int losses;
  private boolean marked;

  /** An acknowledgement came; at the start of its processing. */
  void onAck(RateSample sample) {
    latestBps = Math.max(latestBps, sample.rateBps);
    latestBytes = Math.max(latestBytes, sample.sampleBytes);
    started = sample.priorDeliveredBytes >= endBytes;
    if (started) {
      endBytes = sample.deliveredBytes;
    }
  }

  /** The acknowledgement is processed. */
  void endAck(RateSample sample) {
    if (started) {
      latestBps = sample.rateBps;
      latestBytes = sample.sampleBytes;
    }
  }

  /** Losses were detected; whether they are the first of a round. */
  boolean onLoss(long deliveredBytes) {
    losses++;
    if (losses > 1) {
      return false;
    }
    endBytes = deliveredBytes;
    return true;
  }

  /** The path marked a packet. */
  void onMark() {
    marked = true;
  }

  /** Whether a round ended with the last acknowledgement. */
  boolean isStart() {
    return started;
  }

  /** Whether a packet of the round was marked. */
  boolean isMarked() {
    return marked;
  }

  /** Whether so many losses came one by one that they are no single burst. */
  boolean hasManyLosses() {
    return losses >= STARTUP_LOSSES;
  }

  /** The round was judged. */
  void clear() {
    losses = 0;
    marked = false;
  }

  /** Forgets the deliveries, too: another cycle begins. */
  void reset() {
    clear();
    latestBps = 0;
    latestBytes = 0;
  }

  /** Largest delivery rate of the round, bytes per second. */
  double latestBps() {
    return latestBps;
  }

  /** Most bytes delivered in a round-trip time of the round. */
  long latestBytes() {
    return latestBytes;
  }
}
