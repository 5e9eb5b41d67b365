package org.tquic.congestion.olia;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.FakeFlow;
import org.tquic.spi.congestion.FakeSiblings;
import org.tquic.spi.congestion.SiblingPath;

/** Growth by the formulas of the paper, computed by hand. */
class OliaTest {
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
    return new FakeFlow(new OliaPlugin(), handover, FakeSiblings.of(others));
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
   * As good as the other with half its window: linked growth of 24 / 3,600² for a byte and 1/2 a
   * datagram in a round trip moved here, 133 + 600 bytes.
   */
  @Test
  void theBetterPathWithTheSmallerWindowGains() {
    assertThat(afterARound(flow(60_000, other(120_000, 50)))).isBetween(60_725L, 60_735L);
  }

  /** The other side of it: 533 - 600 bytes. */
  @Test
  void theLargestWindowGivesUp() {
    assertThat(afterARound(flow(120_000, other(60_000, 50)))).isBetween(119_930L, 119_936L);
  }

  /** Nothing moves between equals; 24 / 2,400² for a byte. */
  @Test
  void equalPathsGrowAQuarterEach() {
    FakeFlow flow = flow(60_000, other(60_000, 50));
    flow.lossIntervalBytes = 100_000;
    flow.fill(100);
    flow.ack(1);
    assertThat(flow.controller.congestionWindow()).isEqualTo(60_006);
  }

  @Test
  void aLossHalves() {
    FakeFlow flow = flow(60_000, other(120_000, 50));
    flow.fill(100);
    flow.lose(1, true, false);
    assertThat(flow.controller.congestionWindow()).isEqualTo(30_000);
  }
}
