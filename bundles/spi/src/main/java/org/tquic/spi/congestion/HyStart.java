package org.tquic.spi.congestion;

/**
 * Ends the first slow start when the round-trip time rises, before the queue of the bottleneck is
 * full and loses: HyStart++, RFC 9406. A rise leads to rounds of slower growth; if the round-trip
 * time falls again it was jitter, and growth goes on. There is no limit of growth for one
 * acknowledgement, since the engine paces, RFC 9406 section 4.3. A controller drops it once its
 * window was cut, or the capacity was told by a hand-over.
 */
public final class HyStart {
  private static final long MIN_RISE_NS = 4_000_000;
  private static final long MAX_RISE_NS = 16_000_000;
  private static final int RISE_DIVISOR = 8;

  /** Samples of the round-trip time that a round needs to tell anything. */
  private static final int MIN_SAMPLES = 8;

  /** How much slower the window grows after a rise. */
  private static final int SLOW_GROWTH_DIVISOR = 4;

  /** Rounds of slower growth after which slow start is over. */
  private static final int SLOW_ROUNDS = 5;

  private static final long UNKNOWN = Long.MAX_VALUE;

  private long lastSent = -1;
  private long roundEnd = -1;
  private long roundMinNs = UNKNOWN;
  private long lastRoundMinNs = UNKNOWN;
  private int samples;

  /** Lowest round-trip time when growth was slowed; unknown while it is not. */
  private long slowedAtNs = UNKNOWN;

  private int slowRounds;
  private boolean over;

  /** A packet was sent; numbers rise. */
  public void onPacketSent(long packetNumber) {
    lastSent = packetNumber;
  }

  /**
   * An acknowledgement came.
   *
   * @param largest packet number that it newly acknowledged
   * @param rttNs its sample of the round-trip time, -1 for none
   */
  public void onAck(long largest, long rttNs) {
    if (largest > roundEnd) {
      startRound();
    }
    if (rttNs < 0) {
      return;
    }
    roundMinNs = Math.min(roundMinNs, rttNs);
    samples++;
    if (samples < MIN_SAMPLES) {
      return;
    }
    if (slowedAtNs != UNKNOWN) {
      if (roundMinNs < slowedAtNs) {
        slowedAtNs = UNKNOWN;
      }
    } else if (lastRoundMinNs != UNKNOWN && roundMinNs >= lastRoundMinNs + riseNs()) {
      slowedAtNs = roundMinNs;
      slowRounds = 0;
    }
  }

  /** RFC 9406 section 4.2: an eighth of the round-trip time, within 4 to 16 ms. */
  private long riseNs() {
    return Math.clamp(lastRoundMinNs / RISE_DIVISOR, MIN_RISE_NS, MAX_RISE_NS);
  }

  private void startRound() {
    roundEnd = lastSent;
    lastRoundMinNs = roundMinNs;
    roundMinNs = UNKNOWN;
    samples = 0;
    if (slowedAtNs != UNKNOWN && ++slowRounds >= SLOW_ROUNDS) {
      over = true;
    }
  }

  /** Bytes that the window grows by for bytes acknowledged. */
  public long growthBytes(long ackedBytes) {
    return slowedAtNs == UNKNOWN ? ackedBytes : ackedBytes / SLOW_GROWTH_DIVISOR;
  }

  /** Whether slow start is over. */
  public boolean isOver() {
    return over;
  }
}
