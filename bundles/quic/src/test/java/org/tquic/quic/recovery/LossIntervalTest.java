package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossIntervalTest {
  private final LossInterval interval = new LossInterval();

  @Test
  void itIsTheLongerOfTheLatestTwo() {
    assertThat(interval.bytes(500)).as("nothing was lost yet").isEqualTo(500);
    interval.onCongestion(1_000);
    assertThat(interval.bytes(1_100)).isEqualTo(1_000);
    assertThat(interval.bytes(2_500)).isEqualTo(1_500);
    interval.onCongestion(3_000);
    interval.onCongestion(3_400);
    assertThat(interval.bytes(3_500)).as("only the last two count").isEqualTo(400);
  }

  @Test
  void lossesOfOneRoundTripAreOneEvent() {
    Flow flow = new Flow();
    flow.send(10, 0);
    flow.ack(50, 4, 9);
    assertThat(flow.lost).containsExactly(0L, 1L, 2L, 3L);
    flow.send(4, 60);
    flow.ack(110, 10, 13);
    assertThat(flow.path.lossIntervalBytes()).isEqualTo(6 * Flow.SIZE);
    flow.path.onPathChanged(120 * Flow.MS);
    assertThat(flow.path.lossIntervalBytes()).isZero();
  }
}
