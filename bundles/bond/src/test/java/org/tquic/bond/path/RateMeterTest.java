package org.tquic.bond.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RateMeterTest {
  private static final long MS = 1_000_000;
  private static final long START = 5_000 * MS;
  private static final Percentage PERCENT = Percentage.withPercentage(1);

  private final RateMeter meter = new RateMeter(100 * MS);

  /** Adds 1,000 bytes each so many milliseconds; returns when the time is over. */
  private long send(long fromNs, long untilNs, long everyMs) {
    long nowNs = fromNs;
    for (; nowNs < untilNs; nowNs += everyMs * MS) {
      meter.add(1_000, nowNs);
    }
    return nowNs;
  }

  @Test
  void aSteadyStreamIsMeasuredAsItIs() {
    long nowNs = send(START, START + 1_000 * MS, 2);
    assertThat(meter.rate(nowNs)).isCloseTo(500_000, PERCENT);
    assertThat(meter.maxRate(nowNs)).isCloseTo(500_000, PERCENT);
    assertThat(meter.total()).isEqualTo(500_000);
  }

  @Test
  void theRateFallsToNothingWhenTheStreamEnds() {
    long nowNs = send(START, START + 1_000 * MS, 2);
    meter.rate(nowNs + 100 * MS);
    assertThat(meter.rate(nowNs + 300 * MS)).isZero();
  }

  @Test
  void theLargestOfTheLastSixteenWindowsIsRemembered() {
    long nowNs = send(START, START + 300 * MS, 1);
    nowNs = send(nowNs, nowNs + 1_000 * MS, 10);
    assertThat(meter.rate(nowNs)).isCloseTo(100_000, PERCENT);
    assertThat(meter.maxRate(nowNs)).isCloseTo(1_000_000, PERCENT);
    nowNs = send(nowNs, nowNs + 1_000 * MS, 10);
    assertThat(meter.maxRate(nowNs)).isCloseTo(100_000, PERCENT);
  }

  @Test
  void aPauseCountsAsTimeNotAsRate() {
    meter.add(1_000_000, START);
    assertThat(meter.rate(START + 10_000 * MS)).isEqualTo(100_000);
  }

  @Test
  void nothingCountedIsNoRate() {
    assertThat(meter.rate(START)).isZero();
    assertThat(meter.maxRate(START + 60_000 * MS)).isZero();
  }
}
