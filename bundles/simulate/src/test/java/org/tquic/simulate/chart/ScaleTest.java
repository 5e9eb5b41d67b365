package org.tquic.simulate.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0.2, 1", "4.1, 1, 5", "5, 1, 5", "18, 5, 20", "342, 100, 400"})
  void itEndsAtTheNextRoundMark(double most, double step, double top) {
    Scale scale = Scale.holding(most);
    assertThat(scale.step()).isCloseTo(step, within(1e-9));
    assertThat(scale.top()).isCloseTo(top, within(1e-9));
  }
}
