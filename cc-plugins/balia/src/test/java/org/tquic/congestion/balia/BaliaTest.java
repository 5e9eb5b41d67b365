package org.tquic.congestion.balia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.FakeFlow;
import org.tquic.spi.congestion.FakeSiblings;
import org.tquic.spi.congestion.SiblingPath;

/** Growth and decrease by the formulas of the draft, computed by hand. */
class BaliaTest {
  private static final long MS = 1_000_000;

  /** A path with this window and a round-trip time of 50 ms, beside others. */
  private static FakeFlow flow(long windowBytes, SiblingPath... others) {
    CongestionHandover handover =
        new CongestionHandover(
            "other",
            1,
            windowBytes,
            windowBytes,
            -1,
            -1,
            -1,
            -1,
            CongestionPhase.CONGESTION_AVOIDANCE,
            -1,
            0);
    return new FakeFlow(new BaliaPlugin(), handover, FakeSiblings.of(others));
  }

  private static SiblingPath other(long windowBytes, long rttMs) {
    return new FakeSiblings.Path(1, windowBytes, rttMs * MS, 100_000);
  }

  private static long afterARound(FakeFlow flow) {
    flow.lossIntervalBytes = 100_000;
    flow.round();
    return flow.controller.congestionWindow();
  }

  @Test
  void aloneItIsNewReno() {
    assertThat(afterARound(flow(60_000))).isBetween(61_180L, 61_200L);
  }

  /**
   * Rates of 1,200 and 2,400 bytes/ms, so alpha is 2: a byte adds 1,200 × 24 / 3,600² × 1.5 × 1.2
   * bytes, a window's worth 240.
   */
  @Test
  void theSlowerPathIsHelpedABit() {
    assertThat(afterARound(flow(60_000, other(120_000, 50)))).isBetween(60_238L, 60_241L);
  }

  @Test
  void equalPathsGrowAQuarterEach() {
    assertThat(afterARound(flow(60_000, other(60_000, 50)))).isBetween(60_297L, 60_301L);
  }

  private static long afterALoss(FakeFlow flow) {
    flow.rttNs = 50 * MS;
    flow.fill(1);
    flow.windowLimited = false;
    flow.ack(1);
    flow.fill(100);
    flow.lose(1, true, false);
    return flow.controller.congestionWindow();
  }

  @Test
  void theFastestPathIsHalvedAndSlowerOnesLoseMore() {
    assertThat(afterALoss(flow(60_000))).isEqualTo(30_000);
    assertThat(afterALoss(flow(60_000, other(30_000, 50)))).isEqualTo(30_000);
    assertThat(afterALoss(flow(60_000, other(72_000, 50))))
        .as("alpha 1.2")
        .isBetween(23_999L, 24_000L);
    assertThat(afterALoss(flow(60_000, other(300_000, 50)))).as("at most 1.5").isEqualTo(15_000);
  }
}
