package org.tquic.congestion.lia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.FakeFlow;
import org.tquic.spi.congestion.FakeSiblings;
import org.tquic.spi.congestion.SiblingPath;

/** Growth by the formulas of RFC 6356 section 3, computed by hand. */
class LiaTest {
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
    return new FakeFlow(new LiaPlugin(), handover, FakeSiblings.of(others));
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
   * 60,000 bytes in 50 ms and 120,000 in 100 ms: alpha = 180,000 × 24 / 2,400² = 0.75, so a
   * window's worth adds 0.75 × 60,000 × 1,200 / 180,000 = 300 bytes.
   */
  @Test
  void theIncreaseIsLinked() {
    assertThat(afterARound(flow(60_000, other(120_000, 100)))).isBetween(60_298L, 60_301L);
  }

  /** Two equal paths: together a datagram in two round trips. */
  @Test
  void equalPathsGrowAQuarterEach() {
    assertThat(afterARound(flow(60_000, other(60_000, 50)))).isBetween(60_297L, 60_301L);
  }

  /** A far path beside a near one would grow by 16 datagrams. */
  @Test
  void noPathGrowsFasterThanNewReno() {
    FakeFlow far = flow(60_000, other(2_400, 5));
    far.rttNs = 500 * MS;
    assertThat(afterARound(far)).isBetween(61_180L, 61_200L);
  }

  @Test
  void aLossHalves() {
    FakeFlow flow = flow(60_000, other(120_000, 50));
    flow.fill(100);
    flow.lose(1, true, false);
    assertThat(flow.controller.congestionWindow()).isEqualTo(30_000);
  }
}
