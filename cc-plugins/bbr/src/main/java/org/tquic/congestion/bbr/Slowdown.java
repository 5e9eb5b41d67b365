package org.tquic.congestion.bbr;

/**
 * Sees that a path became slower before it loses anything, as radio links with deep queues do: a
 * whole round was delivered well below the estimate while its shortest round-trip time was twice
 * the minimum. The draft would keep the old bandwidth for two cycles, and the queue with it.
 */
final class Slowdown {
  private static final double SHARE = 0.75;
  private static final int RTT_FACTOR = 2;

  private double roundBps;
  private long roundRttNs = Long.MAX_VALUE;
  private boolean roundLimited;

  /** Takes an acknowledgement; whether the round that it ends was such a one. */
  boolean onAck(RateSample sample, boolean roundStart, double maxBps, long minRttNs) {
    boolean slower =
        roundStart
            && !roundLimited
            && roundBps > 0
            && roundBps < SHARE * maxBps
            && roundRttNs != Long.MAX_VALUE
            && roundRttNs / RTT_FACTOR > minRttNs;
    if (roundStart) {
      roundBps = 0;
      roundRttNs = Long.MAX_VALUE;
      roundLimited = false;
    }
    roundBps = Math.max(roundBps, sample.rateBps);
    roundLimited |= sample.limited;
    if (sample.rttNs >= 0) {
      roundRttNs = Math.min(roundRttNs, sample.rttNs);
    }
    return slower;
  }
}
