package org.tquic.congestion.prague;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.FakeFlow;

/** What marks and losses leave. */
class PragueTest {
  private static final long MS = 1_000_000;

  private static FakeFlow settled() {
    return new FakeFlow(
        new PraguePlugin(),
        new CongestionHandover(
            "other",
            1,
            120_000,
            120_000,
            -1,
            -1,
            -1,
            -1,
            CongestionPhase.CONGESTION_AVOIDANCE,
            -1,
            0));
  }

  @Test
  void packetsAreForL4s() {
    assertThat(settled().controller.isL4s()).isTrue();
  }

  @Test
  void theFirstMarkHalves() {
    FakeFlow flow = new FakeFlow(new PraguePlugin());
    flow.round();
    flow.mark(true);
    assertThat(flow.controller.congestionWindow()).isEqualTo(12_000);
    assertThat(flow.controller.phase()).isEqualTo(CongestionPhase.CONGESTION_AVOIDANCE);
  }

  /** After 100 rounds without marks alpha is (15/16)^100 = 0.0016 of what it was. */
  @Test
  void fewMarksTakeLittle() {
    FakeFlow flow = settled();
    flow.mark(true);
    for (int i = 0; i < 100; i++) {
      flow.round();
    }
    long before = flow.controller.congestionWindow();
    flow.mark(true);
    assertThat(flow.controller.congestionWindow()).isBetween(before - before / 500, before - 1);
  }

  @Test
  void aLossHalves() {
    FakeFlow flow = settled();
    flow.fill(Integer.MAX_VALUE);
    flow.lose(1, true, false);
    assertThat(flow.controller.congestionWindow()).isEqualTo(60_000);
  }

  /** RFC 9331 section 4.3: marks in the same round trip do not excuse a loss. */
  @Test
  void aLossAfterMarksHalvesTheWindowBeforeThem() {
    FakeFlow flow = settled();
    flow.mark(true);
    for (int i = 0; i < 100; i++) {
      flow.round();
    }
    flow.fill(Integer.MAX_VALUE);
    long before = flow.controller.congestionWindow();
    flow.mark(true);
    flow.lose(1, false, false);
    assertThat(flow.controller.congestionWindow()).isBetween(before / 2 - 1, before / 2 + 1);
    flow.lose(1, false, false);
    assertThat(flow.controller.congestionWindow())
        .as("once")
        .isBetween(before / 2 - 1, before / 2 + 1);
  }

  /** A path of 50 ms grows by a datagram in a round trip, one of 5 ms by a twenty-fifth. */
  @Test
  void shortPathsGrowAsTheReference() {
    FakeFlow flow = settled();
    flow.round();
    assertThat(flow.controller.congestionWindow()).isBetween(121_150L, 121_200L);
    FakeFlow close = settled();
    close.rttNs = 5 * MS;
    close.round();
    assertThat(close.controller.congestionWindow()).isBetween(120_040L, 120_050L);
  }

  @Test
  void burstsAreShort() {
    FakeFlow flow = settled();
    flow.round();
    long rate = flow.controller.pacingRateBps();
    assertThat(rate).isBetween(2_423_000L, 2_424_000L);
    assertThat(flow.controller.sendQuantumBytes()).as("two datagrams").isEqualTo(2_400);
  }
}
