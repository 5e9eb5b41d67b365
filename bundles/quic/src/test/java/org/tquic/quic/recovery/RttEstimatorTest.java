package org.tquic.quic.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** RFC 9002 section 5. */
class RttEstimatorTest {
  private static final long MS = 1_000_000;

  private final RttEstimator rtt = new RttEstimator(RttEstimator.INITIAL_RTT_NS);

  @Test
  void beforeASampleThereIsAGuess() {
    assertThat(rtt.hasSample()).isFalse();
    assertThat(rtt.smoothedNs()).isEqualTo(333 * MS);
    assertThat(rtt.varianceNs()).isEqualTo(333 * MS / 2);
    assertThat(rtt.minNs()).isEqualTo(-1);
    assertThat(rtt.minAgeNs(5)).isEqualTo(-1);
    assertThat(rtt.ptoBaseNs()).isEqualTo(999 * MS);
  }

  @Test
  void theFirstSampleSetsAllAndIgnoresTheDelay() {
    rtt.update(100 * MS, 40 * MS, 7);
    assertThat(rtt.latestNs()).isEqualTo(100 * MS);
    assertThat(rtt.smoothedNs()).isEqualTo(100 * MS);
    assertThat(rtt.varianceNs()).isEqualTo(50 * MS);
    assertThat(rtt.minNs()).isEqualTo(100 * MS);
    assertThat(rtt.minAgeNs(10)).isEqualTo(3);
  }

  @Test
  void laterSamplesAreSmoothed() {
    rtt.update(100 * MS, 0, 0);
    rtt.update(180 * MS, 0, 1);
    assertThat(rtt.smoothedNs()).isEqualTo(110 * MS);
    assertThat(rtt.varianceNs()).isEqualTo((3 * 50 * MS + 80 * MS) / 4);
    assertThat(rtt.minNs()).isEqualTo(100 * MS);
  }

  @Test
  void theDelayIsTakenOutUnlessItWouldGoBelowTheMinimum() {
    rtt.update(100 * MS, 0, 0);
    rtt.update(140 * MS, 40 * MS, 1);
    assertThat(rtt.smoothedNs()).isEqualTo(100 * MS);
    rtt.update(140 * MS, 41 * MS, 1);
    assertThat(rtt.smoothedNs()).isEqualTo((7 * 100 * MS + 140 * MS) / 8);
  }

  @Test
  void theMinimumIgnoresTheDelay() {
    rtt.update(100 * MS, 0, 0);
    rtt.update(90 * MS, 80 * MS, 1);
    assertThat(rtt.minNs()).isEqualTo(90 * MS);
    rtt.restartMinimum(5);
    assertThat(rtt.minNs()).isEqualTo(90 * MS);
    rtt.update(200 * MS, 0, 6);
    rtt.restartMinimum(7);
    assertThat(rtt.minNs()).isEqualTo(200 * MS);
  }

  @Test
  void timersAreNoFinerThanTheGranularity() {
    rtt.update(1000, 0, 0);
    for (int i = 0; i < 100; i++) {
      rtt.update(1000, 0, i);
    }
    assertThat(rtt.lossDelayNs()).isEqualTo(1 * MS);
    assertThat(rtt.ptoBaseNs()).isEqualTo(1000 + 1 * MS);
  }

  @Test
  void theLossDelayIsNineEighthsOfTheLargerValue() {
    rtt.update(80 * MS, 0, 0);
    assertThat(rtt.lossDelayNs()).isEqualTo(90 * MS);
    rtt.update(160 * MS, 0, 0);
    assertThat(rtt.lossDelayNs()).isEqualTo(180 * MS);
  }

  @Property
  void valuesStayBetweenTheExtremes(
      @ForAll @Size(min = 1, max = 50)
          java.util.List<@LongRange(min = 0, max = 10_000_000_000L) Long> samples,
      @ForAll @LongRange(min = 0) long delay) {
    RttEstimator any = new RttEstimator(333 * MS);
    long min = Long.MAX_VALUE;
    long max = 0;
    for (long sample : samples) {
      any.update(sample, delay, 1);
      min = Math.min(min, Math.max(sample, 1));
      max = Math.max(max, Math.max(sample, 1));
      assertThat(any.minNs()).isEqualTo(min);
      assertThat(any.smoothedNs()).isBetween(min - samples.size(), max);
      assertThat(any.varianceNs()).isBetween(0L, max);
    }
  }
}
