package org.tquic.congestion.westwood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The filter of the paper with its constant 0.9, computed by hand. */
class BandwidthEstimateTest {
  private static final long MS = 1_000_000;
  private static final long RTT = 100 * MS;

  private final BandwidthEstimate estimate = new BandwidthEstimate(-1);
  private long nowNs = 1_000 * MS;

  BandwidthEstimateTest() {
    estimate.onAck(nowNs, 5_000, RTT, true);
  }

  /** A round trip in which this is acknowledged, half of it in the middle. */
  private void round(long bytes, boolean windowLimited) {
    nowNs += RTT / 2;
    estimate.onAck(nowNs, bytes / 2, RTT, true);
    nowNs += RTT / 2;
    estimate.onAck(nowNs, bytes - bytes / 2, RTT, windowLimited);
  }

  @Test
  void theFirstRoundIsTheFirstEstimate() {
    assertThat(estimate.isKnown()).isFalse();
    round(10_000, true);
    assertThat(estimate.bps()).isCloseTo(100_000, within(0.1));
  }

  @Test
  void aRoundMovesItByATenth() {
    round(10_000, true);
    round(20_000, true);
    assertThat(estimate.bps()).isCloseTo(110_000, within(0.1));
    round(0, true);
    assertThat(estimate.bps()).isCloseTo(99_000, within(0.1));
  }

  @Test
  void itComesToWhatIsSteady() {
    round(10_000, true);
    for (int i = 0; i < 22; i++) {
      round(30_000, true);
    }
    // 0.9 to the power of 22 is 0.0985.
    assertThat(estimate.bps()).isCloseTo(300_000 - 0.0985 * 200_000, within(50.0));
  }

  @Test
  void anApplicationThatSendsLittleLowersNothing() {
    round(10_000, true);
    round(1_000, false);
    assertThat(estimate.bps()).isCloseTo(100_000, within(0.1));
    round(20_000, false);
    assertThat(estimate.bps()).isCloseTo(110_000, within(0.1));
  }

  @Test
  void silenceIsNoRound() {
    round(10_000, true);
    nowNs += 60_000 * MS;
    estimate.restart(nowNs);
    round(10_000, true);
    assertThat(estimate.bps()).isCloseTo(100_000, within(0.1));
  }
}
