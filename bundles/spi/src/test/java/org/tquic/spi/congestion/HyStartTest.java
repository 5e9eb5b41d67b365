package org.tquic.spi.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 9406 section 4.2. */
class HyStartTest {
  private static final long MS = 1_000_000;
  private static final int ACKS = 10;

  private final HyStart start = new HyStart();
  private long number;

  /** A round in which each packet is acknowledged alone, after this time. */
  private void round(long rttNs, int acks) {
    for (int i = 0; i < acks; i++) {
      start.onPacketSent(number + i);
    }
    for (int i = 0; i < acks; i++) {
      start.onAck(number + i, rttNs);
    }
    number += acks;
  }

  private boolean isSlowed() {
    return start.growthBytes(4000) == 1000;
  }

  @Test
  void aSteadyRoundTripTimeLetsItDouble() {
    for (int i = 0; i < 20; i++) {
      round(50 * MS, ACKS);
      assertThat(start.growthBytes(4000)).isEqualTo(4000);
    }
    assertThat(start.isOver()).isFalse();
  }

  @Test
  void aRiseSlowsGrowthAndEndsItAfterFiveRounds() {
    round(48 * MS, ACKS);
    round(54 * MS, ACKS);
    assertThat(isSlowed()).isTrue();
    for (int i = 0; i < 4; i++) {
      round(54 * MS, ACKS);
      assertThat(start.isOver()).isFalse();
    }
    round(54 * MS, 1);
    assertThat(start.isOver()).isTrue();
  }

  @Test
  void theRiseIsAnEighthWithinFourToSixteenMilliseconds() {
    round(48 * MS, ACKS);
    round(54 * MS - 1, ACKS);
    assertThat(isSlowed()).as("6 ms of 48").isFalse();
    round(60 * MS + 750_000 - 1, ACKS);
    assertThat(isSlowed()).as("an eighth of the last round").isTrue();
  }

  @Test
  void shortAndLongPathsHaveTheBounds() {
    round(8 * MS, ACKS);
    round(12 * MS - 1, ACKS);
    assertThat(isSlowed()).isFalse();
    round(200 * MS, ACKS);
    assertThat(isSlowed()).isTrue();
    HyStartTest far = new HyStartTest();
    far.round(400 * MS, ACKS);
    far.round(416 * MS - 1, ACKS);
    assertThat(far.isSlowed()).isFalse();
    far.round(432 * MS, ACKS);
    assertThat(far.isSlowed()).isTrue();
  }

  @Test
  void aRiseThatPassesWasJitter() {
    round(50 * MS, ACKS);
    round(70 * MS, ACKS);
    assertThat(isSlowed()).isTrue();
    round(50 * MS, ACKS);
    assertThat(isSlowed()).isFalse();
    for (int i = 0; i < 10; i++) {
      round(50 * MS, ACKS);
    }
    assertThat(start.isOver()).isFalse();
  }

  @Test
  void fewSamplesTellNothing() {
    round(50 * MS, 7);
    round(90 * MS, 7);
    round(130 * MS, 7);
    assertThat(isSlowed()).isFalse();
  }
}
