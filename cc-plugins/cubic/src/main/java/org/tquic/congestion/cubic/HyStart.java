package org.tquic.congestion.cubic;

/**
 * HyStart++, RFC 9406: leaves slow start when round-trip times grow, before packets are lost.
 * Growing times first slow it down for some rounds; if they fall again it goes on.
 */
final class HyStart {
  private static final long MIN_THRESHOLD_NS = 4_000_000;
  private static final long MAX_THRESHOLD_NS = 16_000_000;
  private static final int THRESHOLD_DIVISOR = 8;
  private static final int SAMPLES = 8;
  private static final int GROWTH_DIVISOR = 4;
  private static final int CONSERVATIVE_ROUNDS = 5;
  private static final long NONE = Long.MAX_VALUE;

  private enum Phase {
    SLOW_START,
    CONSERVATIVE,
    DONE
  }

  private Phase phase = Phase.SLOW_START;
  private long endPacketNumber = -1;
  private long lastRoundNs = NONE;
  private long roundNs = NONE;
  private int samples;
  private long baselineNs = NONE;
  private int conservativeRounds;

  /**
   * Takes an acknowledgement.
   *
   * @param largestPacketNumber largest packet acknowledged
   * @param lastSentPacketNumber largest packet sent, with which a round that begins now ends
   * @param rttNs sample of the round-trip time, or -1
   */
  void onAck(long largestPacketNumber, long lastSentPacketNumber, long rttNs) {
    if (phase == Phase.DONE) {
      return;
    }
    if (largestPacketNumber > endPacketNumber) {
      beginRound(lastSentPacketNumber);
    }
    if (rttNs < 0) {
      return;
    }
    roundNs = Math.min(roundNs, rttNs);
    samples++;
    if (samples < SAMPLES) {
      return;
    }
    if (phase == Phase.CONSERVATIVE) {
      if (roundNs < baselineNs) {
        baselineNs = NONE;
        phase = Phase.SLOW_START;
      }
    } else if (lastRoundNs != NONE && roundNs >= lastRoundNs + thresholdNs()) {
      baselineNs = roundNs;
      conservativeRounds = 0;
      phase = Phase.CONSERVATIVE;
    }
  }

  private void beginRound(long lastSentPacketNumber) {
    if (phase == Phase.CONSERVATIVE && ++conservativeRounds >= CONSERVATIVE_ROUNDS) {
      phase = Phase.DONE;
    }
    endPacketNumber = lastSentPacketNumber;
    lastRoundNs = roundNs;
    roundNs = NONE;
    samples = 0;
  }

  private long thresholdNs() {
    return Math.clamp(lastRoundNs / THRESHOLD_DIVISOR, MIN_THRESHOLD_NS, MAX_THRESHOLD_NS);
  }

  /** By how much the window grows for so many bytes acknowledged. */
  long growth(long ackedBytes) {
    return phase == Phase.CONSERVATIVE ? ackedBytes / GROWTH_DIVISOR : ackedBytes;
  }

  /** Whether slow start is over. */
  boolean isDone() {
    return phase == Phase.DONE;
  }
}
