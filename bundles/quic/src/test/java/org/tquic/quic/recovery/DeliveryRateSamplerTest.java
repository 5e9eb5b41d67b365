package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliveryRateSamplerTest {
  private final Flow flow = new Flow();

  @Test
  void aSteadyFlowShowsItsRate() {
    // One packet each 10 ms with 50 ms round-trip time: 120 kB/s.
    for (long ms = 0; ms < 1_000; ms += 10) {
      flow.send(ms);
      if (ms >= 50) {
        long oldest = flow.space.oldestAckEliciting().packetNumber;
        flow.ack(ms, oldest, oldest);
      }
    }
    assertThat(flow.path.deliveryRateBps()).isBetween(110_000L, 130_000L);
  }

  @Test
  void compressedAcknowledgementsShowNoHigherRate() {
    flow.send(0);
    flow.ack(50, 0, 0);
    for (int i = 0; i < 5; i++) {
      flow.send(100 + 10 * i);
    }
    flow.ack(190, 1, 1);
    flow.ack(190, 2, 2);
    flow.ack(190, 3, 5);
    assertThat(flow.path.deliveryRateBps()).isLessThanOrEqualTo(5 * 1200 * 1000 / 90);
  }

  @Test
  void aRateThatTheApplicationLimitedOnlyRaises() {
    flow.send(10, 0);
    flow.ack(100, 0, 9);
    assertThat(flow.path.deliveryRateBps()).isEqualTo(120_000);
    flow.path.onApplicationLimited();
    flow.send(200);
    flow.ack(300, 10, 10);
    assertThat(flow.path.deliveryRateBps()).isEqualTo(120_000);
    flow.send(300);
    flow.ack(400, 11, 11);
    assertThat(flow.path.deliveryRateBps()).as("limited no more").isEqualTo(12_000);
  }
}
