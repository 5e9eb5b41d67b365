package org.tquic.bond.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RttEstimatorTest {
  private static final long MS = 1_000_000;
  private static final long DAY = 86_400_000_000_000L;

  private final RttEstimator rtt = new RttEstimator();

  @Test
  void beforeTheFirstSampleItGuesses() {
    assertThat(rtt.smoothedNs()).isEqualTo(-1);
    assertThat(rtt.minNs()).isEqualTo(-1);
    assertThat(rtt.smoothedOrInitialNs()).isEqualTo(100 * MS);
    assertThat(rtt.ptoNs()).isEqualTo(300 * MS);
    assertThat(rtt.suspicionNs()).isGreaterThan(rtt.ptoNs());
  }

  /** RFC 9002 section 5.3: the first sample is the estimate, half of it the variation. */
  @Test
  void theFirstSampleSetsTheEstimate() {
    rtt.add(40 * MS, 0);
    assertThat(rtt.latestNs()).isEqualTo(40 * MS);
    assertThat(rtt.smoothedNs()).isEqualTo(40 * MS);
    assertThat(rtt.varianceNs()).isEqualTo(20 * MS);
    assertThat(rtt.minNs()).isEqualTo(40 * MS);
  }

  /** RFC 9002 section 5.3 with the order of appendix A.7: the variation from the old estimate. */
  @Test
  void laterSamplesMoveItByAnEighthAndTheVariationByAQuarter() {
    rtt.add(100 * MS, 0);
    rtt.add(180 * MS, 0);
    assertThat(rtt.smoothedNs()).isEqualTo(110 * MS);
    assertThat(rtt.varianceNs()).isEqualTo(57_500_000);
    rtt.add(30 * MS, 0);
    assertThat(rtt.smoothedNs()).isEqualTo(100 * MS);
    assertThat(rtt.varianceNs()).isEqualTo(63_125_000);
    assertThat(rtt.minNs()).isEqualTo(30 * MS);
    assertThat(rtt.latestNs()).isEqualTo(30 * MS);
  }

  /** RFC 9002 section 6.2.1, with a coarser granularity than its millisecond. */
  @Test
  void theProbeTimeoutIsTheEstimateAndFourVariations() {
    rtt.add(100 * MS, 0);
    assertThat(rtt.ptoNs()).isEqualTo(300 * MS);
    for (int i = 0; i < 100; i++) {
      rtt.add(100 * MS, 0);
    }
    assertThat(rtt.ptoNs()).isEqualTo(110 * MS);
  }

  @Test
  void afterASilenceTheLatestSampleCountsAlone() {
    rtt.add(30 * MS, 0);
    rtt.add(900 * MS, 0);
    rtt.add(800 * MS, 0);
    rtt.add(32 * MS, 0);
    rtt.restart();
    assertThat(rtt.smoothedNs()).isEqualTo(32 * MS);
    assertThat(rtt.varianceNs()).isEqualTo(16 * MS);
    assertThat(rtt.minNs()).isEqualTo(30 * MS);
  }

  @Test
  void withoutSamplesARestartLeavesAllUnknown() {
    rtt.restart();
    assertThat(rtt.smoothedNs()).isEqualTo(-1);
    assertThat(rtt.minNs()).isEqualTo(-1);
  }

  @Test
  void suspicionWaitsLongerOnLinksThatJitter() {
    RttEstimator steady = new RttEstimator();
    for (int i = 0; i < 200; i++) {
      steady.add(60 * MS, 0);
      rtt.add((i % 2 == 0 ? 20 : 100) * MS, 0);
    }
    assertThat(steady.suspicionNs()).isEqualTo(180 * MS);
    assertThat(rtt.suspicionNs()).isBetween(280 * MS, 320 * MS);
  }

  @Property
  void estimatesStayAmongTheSamples(
      @ForAll @Size(min = 1, max = 50) List<@LongRange(min = -DAY, max = DAY) Long> samples) {
    RttEstimator any = new RttEstimator();
    samples.forEach(sample -> any.add(sample, 0));
    List<Long> taken = samples.stream().map(sample -> Math.max(sample, 1)).sorted().toList();
    assertThat(any.smoothedNs()).isBetween(taken.getFirst(), taken.getLast());
    assertThat(any.varianceNs()).isBetween(0L, taken.getLast());
    assertThat(any.minNs()).isEqualTo(taken.getFirst());
    assertThat(any.ptoNs()).isGreaterThanOrEqualTo(any.smoothedNs() + 10 * MS);
    assertThat(any.suspicionNs()).isBetween(100 * MS, 1_000 * MS);
  }
}
