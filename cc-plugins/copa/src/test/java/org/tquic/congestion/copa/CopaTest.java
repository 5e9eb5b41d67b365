package org.tquic.congestion.copa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.FakeFlow;

/** The window against its target. */
class CopaTest {
  private static final long MS = 1_000_000;

  private final FakeFlow flow = new FakeFlow(new CopaPlugin());

  private long window() {
    return flow.controller.congestionWindow();
  }

  @Test
  void withoutAQueueItDoubles() {
    flow.round();
    assertThat(window()).isEqualTo(24_000);
    flow.round();
    assertThat(window()).isEqualTo(48_000);
    assertThat(flow.controller.phase()).isEqualTo(CongestionPhase.STARTUP);
    // 2 x 48,000 bytes per 50 ms.
    assertThat(flow.controller.pacingRateBps()).isEqualTo(1_920_000);
  }

  /**
   * 50 ms and a queue of 10: the target is 2 × 60 / 10 = 12 packets, so 40 packets are too many.
   * Each packet acknowledged then takes away 1/(0.5 × 40) of a packet, two in a round trip.
   */
  @Test
  void aQueueAboveTheTargetShrinksIt() {
    flow.round();
    flow.round();
    flow.fill(1_000);
    flow.rttNs = 60 * MS;
    flow.nowNs += 60 * MS;
    flow.ack(1);
    assertThat(flow.controller.phase()).isEqualTo(CongestionPhase.PROBE_BANDWIDTH);
    assertThat(window()).isEqualTo(48_000 - 60);
    flow.ack(39);
    assertThat(window()).isBetween(48_000 - 2_410L, 48_000 - 2_390L);
  }

  /** A millisecond of queue: the target is 2 × 51 / 1 = 102 packets. */
  @Test
  void aQueueBelowTheTargetLetsItGrow() {
    flow.round();
    flow.fill(1_000);
    flow.lose(1, true, false);
    assertThat(window()).as("slow start ends by loss").isEqualTo(12_000);
    flow.inFlight = 0;
    flow.rttNs = 51 * MS;
    flow.round();
    assertThat(window()).isBetween(12_000 + 2_150L, 12_000 + 2_400L);
  }

  @Test
  void fewLossesAreIgnored() {
    flow.round();
    flow.round();
    flow.fill(1_000);
    flow.lose(1, true, false);
    long before = window();
    flow.ack(3);
    flow.fill(1_000);
    flow.lose(1, true, false);
    assertThat(window()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void aTenthLostHalvesIt() {
    flow.round();
    flow.round();
    flow.fill(1_000);
    flow.lose(1, true, false);
    flow.inFlight = 0;
    flow.nowNs += 200 * MS;
    flow.round();
    long before = window();
    flow.fill(1_000);
    flow.lose(4, true, false);
    flow.nowNs += 60 * MS;
    flow.ack(1);
    assertThat(window()).isBetween(before / 2, before / 2 + 1_200);
  }

  @Test
  void aMarkTakesAFifth() {
    flow.round();
    flow.mark(true);
    assertThat(window()).isEqualTo(19_200);
  }
}
