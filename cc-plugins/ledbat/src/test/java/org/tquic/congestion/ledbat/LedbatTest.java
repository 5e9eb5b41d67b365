package org.tquic.congestion.ledbat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.FakeFlow;

/** The window; a base of 60 ms has a gain of one half. */
class LedbatTest {
  private static final long MS = 1_000_000;

  private static FakeFlow settled(long windowBytes) {
    return settled(windowBytes, 60 * MS);
  }

  /** A flow past slow start, which took over from one that knew this base delay, or -1. */
  private static FakeFlow settled(long windowBytes, long baseNs) {
    FakeFlow flow =
        new FakeFlow(
            new LedbatPlugin(),
            new CongestionHandover(
                "other",
                1,
                windowBytes,
                windowBytes,
                -1,
                -1,
                baseNs,
                0,
                CongestionPhase.CONGESTION_AVOIDANCE,
                -1,
                0));
    flow.rttNs = 60 * MS;
    return flow;
  }

  private static void oneRound(FakeFlow flow) {
    flow.fill(Integer.MAX_VALUE);
    flow.nowNs += MS;
    for (long packets = flow.inFlight / FakeFlow.DATAGRAM; packets > 0; packets--) {
      flow.ack(1);
    }
  }

  @Test
  void slowStartGrowsByTheGain() {
    FakeFlow flow = new FakeFlow(new LedbatPlugin());
    flow.rttNs = 60 * MS;
    flow.round();
    assertThat(flow.controller.congestionWindow()).isEqualTo(18_000);
  }

  @Test
  void slowStartEndsAtThreeQuartersOfTheTarget() {
    FakeFlow flow = new FakeFlow(new LedbatPlugin());
    flow.rttNs = 60 * MS;
    flow.round();
    flow.rttNs = 104 * MS;
    flow.round();
    assertThat(flow.controller.phase()).isEqualTo(CongestionPhase.SLOW_START);
    flow.rttNs = 106 * MS;
    flow.round();
    assertThat(flow.controller.phase()).isEqualTo(CongestionPhase.CONGESTION_AVOIDANCE);
  }

  /** Below the target: half a datagram in a round trip. */
  @Test
  void belowTheTargetItGrowsByTheGain() {
    FakeFlow flow = settled(120_000);
    flow.rttNs = 119 * MS;
    oneRound(flow);
    assertThat(flow.controller.congestionWindow()).isBetween(120_590L, 120_600L);
  }

  /** A quarter above it: half a datagram less a quarter of the window. */
  @Test
  void aboveTheTargetItShrinksInProportion() {
    FakeFlow flow = settled(120_000);
    flow.rttNs = 135 * MS;
    oneRound(flow);
    // 300 bytes less for each of 97 packets, three still see a smaller sample; 600 bytes more.
    assertThat(flow.controller.congestionWindow()).isBetween(91_200L, 92_000L);
  }

  @Test
  void noRoundTakesMoreThanHalf() {
    FakeFlow flow = settled(120_000);
    flow.rttNs = 600 * MS;
    oneRound(flow);
    assertThat(flow.controller.congestionWindow()).isBetween(60_000L, 75_000L);
  }

  @Test
  void aLossHalves() {
    FakeFlow flow = settled(120_000);
    flow.fill(Integer.MAX_VALUE);
    flow.lose(1, true, false);
    assertThat(flow.controller.congestionWindow()).isEqualTo(60_000);
  }

  @Test
  void oneThatWasToldTheBaseDelayDoesNotSlowDownSoon() {
    FakeFlow flow = settled(120_000);
    oneRound(flow);
    flow.nowNs += 1_000 * MS;
    flow.fill(3);
    flow.ack(3);
    assertThat(flow.controller.congestionWindow()).isGreaterThanOrEqualTo(120_000);
  }

  @Test
  void aSlowdownLeavesTwoPacketsAndTheThreshold() {
    FakeFlow flow = settled(120_000, -1);
    oneRound(flow);
    flow.nowNs += 130 * MS;
    flow.fill(3);
    flow.ack(3);
    assertThat(flow.controller.congestionWindow()).isEqualTo(2_400);
    assertThat(flow.controller.ssthreshBytes()).isBetween(120_000L, 121_000L);
    flow.nowNs += 60 * MS;
    flow.fill(2);
    flow.ack(2);
    assertThat(flow.controller.congestionWindow()).as("kept for two rounds").isEqualTo(2_400);
    flow.nowNs += 61 * MS;
    flow.fill(2);
    flow.ack(2);
    assertThat(flow.controller.congestionWindow()).as("slow start with the gain").isEqualTo(3_600);
  }
}
