package org.tquic.bond.path;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Percentage;

class LossMeterTest {
  @Property(tries = 50)
  void aSteadyShareOfLossIsFound(@ForAll @IntRange(min = 1, max = 99) int lostOfHundred) {
    LossMeter meter = new LossMeter();
    for (int i = 0; i < 100; i++) {
      meter.add(100 - lostOfHundred, lostOfHundred);
    }
    assertThat(meter.rate()).isCloseTo(lostOfHundred / 100.0, Percentage.withPercentage(12));
    meter.add(10_000, 0);
    assertThat(meter.rate()).isLessThan(1e-6);
  }
}
