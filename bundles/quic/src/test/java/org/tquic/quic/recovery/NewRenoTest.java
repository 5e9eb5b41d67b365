package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.spi.congestion.CongestionControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.FakeFlow;

class NewRenoTest extends CongestionControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return NewReno.FACTORY;
  }

  @Override
  protected boolean isService() {
    return false;
  }

  /** RFC 9002 section 7.3.1. */
  @Test
  void slowStartDoublesEachRound() {
    FakeFlow flow = new FakeFlow(factory());
    assertThat(flow.controller.phase()).isEqualTo(CongestionPhase.SLOW_START);
    flow.round();
    assertThat(flow.controller.congestionWindow()).isEqualTo(24_000);
    flow.round();
    assertThat(flow.controller.congestionWindow()).isEqualTo(48_000);
  }

  /** RFC 9002 section 7.3.2. */
  @Test
  void aLossHalves() {
    FakeFlow flow = new FakeFlow(factory());
    flow.round();
    flow.fill(100);
    flow.lose(1, true, false);
    assertThat(flow.controller.congestionWindow()).isEqualTo(12_000);
    assertThat(flow.controller.ssthreshBytes()).isEqualTo(12_000);
    assertThat(flow.controller.phase()).isEqualTo(CongestionPhase.RECOVERY);
    flow.ackOld(3);
    assertThat(flow.controller.phase()).isEqualTo(CongestionPhase.RECOVERY);
    flow.ack(1);
    assertThat(flow.controller.phase()).isEqualTo(CongestionPhase.CONGESTION_AVOIDANCE);
  }

  /** RFC 9002 section 7.1. */
  @Test
  void aMarkHalvesAsALossDoes() {
    FakeFlow flow = new FakeFlow(factory());
    flow.round();
    flow.mark(true);
    assertThat(flow.controller.congestionWindow()).isEqualTo(12_000);
  }

  /** RFC 9002 section 7.3.3: at most one datagram for each window acknowledged. */
  @Test
  void congestionAvoidanceAddsADatagramARound() {
    FakeFlow flow = new FakeFlow(factory());
    flow.mark(true);
    assertThat(flow.controller.congestionWindow()).isEqualTo(6_000);
    for (int round = 1; round <= 20; round++) {
      flow.round();
      assertThat(flow.controller.congestionWindow()).isBetween(6_000L, 6_000L + round * 1_200L);
    }
    assertThat(flow.controller.congestionWindow()).isGreaterThan(20_000);
  }

  /** RFC 9002 section 7.8. */
  @Test
  void anUnusedWindowDoesNotGrow() {
    FakeFlow flow = new FakeFlow(factory());
    flow.windowLimited = false;
    flow.round();
    assertThat(flow.controller.congestionWindow()).isEqualTo(12_000);
  }

  /** RFC 9406: no packet has to be lost for slow start to end. */
  @Test
  void aRisingRoundTripTimeEndsTheFirstSlowStart() {
    FakeFlow flow = new FakeFlow(factory());
    for (int round = 0; round < 12; round++) {
      flow.rttNs += 20_000_000;
      flow.fill(1000);
      while (flow.inFlight > 0) {
        flow.ack(1);
      }
    }
    assertThat(flow.controller.phase()).isEqualTo(CongestionPhase.CONGESTION_AVOIDANCE);
    assertThat(flow.controller.ssthreshBytes()).isBetween(24_000L, 150_000L);
  }

  /** RFC 9002 section 7.6.2. */
  @Test
  void persistentCongestionLeavesTheMinimum() {
    FakeFlow flow = new FakeFlow(factory());
    for (int i = 0; i < 5; i++) {
      flow.round();
    }
    flow.fill(1000);
    flow.lose(20, true, true);
    assertThat(flow.controller.congestionWindow()).isEqualTo(2_400);
    assertThat(flow.controller.phase()).isEqualTo(CongestionPhase.SLOW_START);
  }

  @Test
  void aHandOverKeepsThresholdAndPhase() {
    assertThat(phaseAfter(-1, CongestionPhase.SLOW_START)).isEqualTo(CongestionPhase.SLOW_START);
    assertThat(phaseAfter(-1, CongestionPhase.STARTUP)).isEqualTo(CongestionPhase.SLOW_START);
    assertThat(phaseAfter(-1, CongestionPhase.PROBE_BANDWIDTH))
        .isEqualTo(CongestionPhase.CONGESTION_AVOIDANCE);
    assertThat(phaseAfter(60_000, CongestionPhase.CONGESTION_AVOIDANCE))
        .as("below its threshold")
        .isEqualTo(CongestionPhase.SLOW_START);
    assertThat(phaseAfter(20_000, CongestionPhase.CONGESTION_AVOIDANCE))
        .isEqualTo(CongestionPhase.CONGESTION_AVOIDANCE);
  }

  private static CongestionPhase phaseAfter(long ssthresh, CongestionPhase phase) {
    CongestionHandover handover =
        new CongestionHandover("x", 1, 30_000, ssthresh, -1, -1, -1, -1, phase, -1, 5);
    return NewReno.FACTORY.create(FakeFlow.path(), handover, 1).phase();
  }
}
