package org.tquic.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ParameterTest {
  @Test
  void bothEndsOfARangeAreInIt() {
    assertThat(Parameter.within("paths", 2, 2, 32)).isEqualTo(2);
    assertThat(Parameter.within("paths", 32, 2, 32)).isEqualTo(32);
    assertThat(Parameter.within("delta", 0.1, 0.1, 1.0)).isEqualTo(0.1);
  }

  @Test
  void whatIsOutsideIsNamedWithWhatWasExpected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.within("paths", 1, 2, 32))
        .withMessage("paths is \"1\", expected a whole number from 2 to 32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.within("delta", 1.5, 0.1, 1.0))
        .withMessage("delta is \"1.5\", expected a number from 0.1 to 1.0");
  }

  @Test
  void whatIsNoNumberIsInNoRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.within("delta", Double.NaN, 0.1, 1.0));
  }
}
