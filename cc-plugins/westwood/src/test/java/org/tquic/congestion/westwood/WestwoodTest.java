package org.tquic.congestion.westwood;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.FakeFlow;

/** What a loss leaves. */
class WestwoodTest {
  private static final long MS = 1_000_000;

  private static FakeFlow knowing(long windowBytes, long bandwidthBps) {
    return new FakeFlow(
        new WestwoodPlugin(),
        new CongestionHandover(
            "other",
            1,
            windowBytes,
            windowBytes,
            bandwidthBps,
            0,
            50 * MS,
            0,
            CongestionPhase.CONGESTION_AVOIDANCE,
            -1,
            0));
  }

  @Test
  void bandwidthTimesRoundTrip() {
    // 1.2 MB/s over 50 ms are 60,000 bytes: 40 % of the window, not half.
    FakeFlow flow = knowing(150_000, 1_200_000);
    flow.fill(Integer.MAX_VALUE);
    flow.lose(1, true, false);
    assertThat(flow.controller.congestionWindow()).isEqualTo(60_000);
    assertThat(flow.controller.ssthreshBytes()).isEqualTo(60_000);
  }

  /** A loss on a path whose queue is empty: the pipe stays full. */
  @Test
  void aLossWithoutQueueCostsNothing() {
    FakeFlow flow = knowing(60_000, 1_200_000);
    flow.fill(Integer.MAX_VALUE);
    flow.lose(1, true, false);
    assertThat(flow.controller.congestionWindow()).isEqualTo(60_000);
  }

  @Test
  void aThresholdAboveTheWindowIsReachedInSlowStart() {
    FakeFlow flow = knowing(30_000, 1_200_000);
    flow.fill(Integer.MAX_VALUE);
    flow.lose(1, true, false);
    assertThat(flow.controller.congestionWindow()).isEqualTo(30_000);
    assertThat(flow.controller.ssthreshBytes()).isEqualTo(60_000);
    flow.round();
    assertThat(flow.controller.congestionWindow()).isEqualTo(60_000);
    flow.round();
    assertThat(flow.controller.congestionWindow()).as("there it ends").isBetween(61_100L, 61_200L);
  }

  @Test
  void withoutAnEstimateItHalves() {
    FakeFlow flow = new FakeFlow(new WestwoodPlugin());
    flow.fill(Integer.MAX_VALUE);
    flow.lose(1, true, false);
    assertThat(flow.controller.congestionWindow()).isEqualTo(6_000);
    assertThat(flow.controller.bandwidthBps()).isEqualTo(-1);
  }
}
