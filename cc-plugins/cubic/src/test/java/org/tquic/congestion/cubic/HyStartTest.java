package org.tquic.congestion.cubic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The phases of RFC 9406. */
class HyStartTest {
  private static final long MS = 1_000_000;
  private static final int ROUND = 20;

  private final HyStart hyStart = new HyStart();
  private long packet;

  private void round(long rttMs) {
    round(rttMs, ROUND);
  }

  private void round(long rttMs, int samples) {
    long last = packet + ROUND;
    for (int i = 0; i < ROUND; i++) {
      hyStart.onAck(++packet, last, i < samples ? rttMs * MS : -1);
    }
  }

  @Test
  void steadyTimesLetItGrow() {
    for (int i = 0; i < 20; i++) {
      round(40);
      assertThat(hyStart.growth(1_000)).isEqualTo(1_000);
    }
    assertThat(hyStart.isDone()).isFalse();
  }

  @Test
  void growingTimesSlowItAndEndItAfterFiveRounds() {
    round(40);
    round(45);
    assertThat(hyStart.growth(1_000)).as("5 ms are an eighth of 40").isEqualTo(250);
    for (int i = 0; i < 4; i++) {
      round(46);
      assertThat(hyStart.isDone()).as("round %d", i).isFalse();
    }
    round(46);
    assertThat(hyStart.isDone()).isTrue();
  }

  @Test
  void timesThatFallAgainLetItGrowAgain() {
    round(40);
    round(50);
    assertThat(hyStart.growth(1_000)).isEqualTo(250);
    round(41);
    assertThat(hyStart.growth(1_000)).isEqualTo(1_000);
    for (int i = 0; i < 10; i++) {
      round(41);
    }
    assertThat(hyStart.isDone()).isFalse();
  }

  @Test
  void thresholdIsBetweenFourAndSixteenMilliseconds() {
    round(8);
    round(11);
    assertThat(hyStart.growth(1_000)).isEqualTo(1_000);
    round(15);
    assertThat(hyStart.growth(1_000)).isEqualTo(250);
    HyStart slow = new HyStart();
    for (int i = 1; i <= 8; i++) {
      slow.onAck(i, 8, 400 * MS);
    }
    for (int i = 9; i <= 16; i++) {
      slow.onAck(i, 16, 416 * MS);
    }
    assertThat(slow.growth(1_000)).isEqualTo(250);
  }

  @Test
  void fewSamplesSayNothing() {
    round(40);
    round(80, 7);
    assertThat(hyStart.growth(1_000)).isEqualTo(1_000);
  }
}
