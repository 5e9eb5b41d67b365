package org.tquic.congestion.bbr;

import java.util.Arrays;

/**
 * How much more than the bandwidth explains is acknowledged at once, because links or receivers
 * gather packets or acknowledgements: the largest excess of ten rounds.
 */
final class ExtraAcked {
  private static final int ROUNDS = 10;

  private final long[] excessBytes = new long[ROUNDS];
  private long round;

  /**
   * Of the current round: a division for each acknowledgement would be the dearest part of this.
   */
  private int slot;

  private long maximum;
  private long sinceNs;
  private long ackedBytes;

  ExtraAcked(long nowNs) {
    sinceNs = nowNs;
  }

  /** Counts anew: nothing was under way. */
  void onIdleRestart(long nowNs) {
    sinceNs = nowNs;
    ackedBytes = 0;
  }

  /**
   * @param bandwidthBps rate at which acknowledgements are expected, bytes per second
   * @param limitBytes no excess is larger
   * @param rounds number of the current round
   * @param lasting whether ten rounds are remembered, or this one alone
   */
  void onAck(
      long newlyAckedBytes,
      double bandwidthBps,
      long limitBytes,
      long rounds,
      boolean lasting,
      long nowNs) {
    long expected = (long) (bandwidthBps * 1e-9 * (nowNs - sinceNs));
    if (ackedBytes <= expected) {
      ackedBytes = 0;
      sinceNs = nowNs;
      expected = 0;
    }
    ackedBytes += newlyAckedBytes;
    advance(rounds, lasting);
    excessBytes[slot] = Math.max(excessBytes[slot], Math.min(ackedBytes - expected, limitBytes));
    maximum = Math.max(maximum, excessBytes[slot]);
  }

  private void advance(long rounds, boolean lasting) {
    if (rounds == round) {
      return;
    }
    if (!lasting || rounds - round >= ROUNDS) {
      Arrays.fill(excessBytes, 0);
    } else {
      for (long r = round + 1; r <= rounds; r++) {
        excessBytes[(int) (r % ROUNDS)] = 0;
      }
    }
    round = rounds;
    slot = (int) (rounds % ROUNDS);
    maximum = 0;
    for (long excess : excessBytes) {
      maximum = Math.max(maximum, excess);
    }
  }

  /** The largest excess, bytes. */
  long get() {
    return maximum;
  }
}
