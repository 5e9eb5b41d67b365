package org.tquic.congestion.cubic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points of the curve, from the formulas of RFC 9438 in segments. */
class CubicCurveTest {
  private static final double SEGMENT = 1_200;

  @ParameterizedTest
  @CsvSource({
    // W_max, cwnd at the begin, seconds; K = cbrt((W_max - cwnd) / 0.4)
    "100, 70, 0, 70",
    "100, 70, 4.2171633265, 100",
    "100, 70, 1, 86.682",
    "100, 70, 8.434326653, 130",
    "1000, 700, 9.0856029641, 1000",
    "50, 50, 5, 100",
    "50, 80, 5, 130",
  })
  void itIsTheOneOfTheStandard(double maximum, double start, double seconds, double expected) {
    CubicCurve curve = new CubicCurve(start * SEGMENT, maximum * SEGMENT, SEGMENT);
    assertThat(curve.at(seconds) / SEGMENT).isCloseTo(expected, within(0.01));
  }

  /** A window of 100 is cut to 70 and is back at 100 after K = 4.2 s, whatever the steps. */
  @Test
  void theWindowFollowsIt() {
    Stage stage = new Stage(100 * SEGMENT);
    stage.cut(CutRule.RFC_9438, 2_400);
    assertThat(stage.windowBytes).isEqualTo(70 * SEGMENT);
    assertThat(stage.ssthreshBytes).isEqualTo(84_000);
    long rttNs = 100_000_000;
    double seconds = 0;
    while (seconds < 4.2171633265) {
      // A window's worth each round trip, ten acknowledgements of it.
      double acked = stage.windowBytes / 10;
      stage.avoidCongestion((long) acked, rttNs / 10, rttNs, (long) SEGMENT);
      seconds += 0.01;
      double ahead = 100 + 0.4 * Math.pow(seconds + 0.1 - 4.2171633265, 3);
      assertThat(stage.windowBytes / SEGMENT).isLessThan(ahead + 0.1);
    }
    assertThat(stage.windowBytes / SEGMENT).isBetween(99.0, 100.1);
  }

  /** With a short round-trip time Reno's window is the larger one: one segment per 1/alpha. */
  @Test
  void itIsNoSlowerThanReno() {
    Stage stage = new Stage(20 * SEGMENT);
    stage.cut(CutRule.RFC_9438, 2_400);
    double alpha = 3 * 0.3 / 1.7;
    double reno = 14;
    for (int step = 0; step < 100; step++) {
      double acked = stage.windowBytes / 10;
      reno += alpha * 0.1;
      stage.avoidCongestion((long) acked, 100_000, 1_000_000, (long) SEGMENT);
    }
    assertThat(stage.windowBytes / SEGMENT).isCloseTo(reno, within(0.05));
    for (int step = 0; step < 200; step++) {
      stage.avoidCongestion((long) (stage.windowBytes / 10), 100_000, 1_000_000, (long) SEGMENT);
    }
    // Above 20, where it was cut, alpha is 1: (20 - 14) / alpha rounds up to there.
    double beyond = 30 - 6 / alpha;
    assertThat(stage.windowBytes / SEGMENT).isCloseTo(20 + beyond, within(0.3));
  }

  @Test
  void aCutBelowTheLastMaximumGivesRoom() {
    Stage stage = new Stage(100 * SEGMENT);
    stage.cut(CutRule.RFC_9438, 2_400);
    stage.cut(CutRule.RFC_9438, 2_400);
    assertThat(stage.windowBytes / SEGMENT).isCloseTo(49, within(0.001));
    // The curve is flat at 70 * (1 + 0.7) / 2 = 59.5 now, K = cbrt(10.5 / 0.4) = 2.97 s.
    long rttNs = 1_000_000_000;
    for (int step = 0; step < 29; step++) {
      stage.avoidCongestion((long) (stage.windowBytes / 10), rttNs / 10, rttNs, (long) SEGMENT);
    }
    assertThat(stage.windowBytes / SEGMENT).isBetween(58.5, 60.5);
  }

  @Test
  void growthOfARoundTripIsBounded() {
    Stage stage = new Stage(10 * SEGMENT);
    stage.ssthreshBytes = 0;
    double before = stage.windowBytes;
    stage.avoidCongestion(1, 0, 1_000_000, (long) SEGMENT);
    stage.avoidCongestion((long) before, 60_000_000_000L, 1_000_000, (long) SEGMENT);
    assertThat(stage.windowBytes / before).isLessThanOrEqualTo(1.51);
  }
}
