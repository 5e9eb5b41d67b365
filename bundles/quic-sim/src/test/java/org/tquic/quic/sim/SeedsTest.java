package org.tquic.quic.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeedsTest {
  private String count;
  private String single;

  @BeforeEach
  void clear() {
    count = System.clearProperty(Seeds.COUNT_PROPERTY);
    single = System.clearProperty(Seeds.SINGLE_PROPERTY);
  }

  @AfterEach
  void restore() {
    set(Seeds.COUNT_PROPERTY, count);
    set(Seeds.SINGLE_PROPERTY, single);
  }

  private static void set(String property, String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  @Test
  void propertiesSayHowManySeedsOrWhich() {
    assertThat(Seeds.toTry(3).toArray()).containsExactly(1, 2, 3);
    System.setProperty(Seeds.COUNT_PROPERTY, "2");
    assertThat(Seeds.toTry(3).toArray()).containsExactly(1, 2);
    System.setProperty(Seeds.SINGLE_PROPERTY, "-77");
    assertThat(Seeds.toTry(3).toArray()).containsExactly(-77);
  }

  @Test
  void refusesNonsense() {
    System.setProperty(Seeds.COUNT_PROPERTY, "many");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seeds.toTry(3))
        .withMessage("-Dtquic.seeds=many is no number");
    System.setProperty(Seeds.COUNT_PROPERTY, "0");
    assertThatIllegalArgumentException().isThrownBy(() -> Seeds.toTry(3));
  }

  @Test
  void eachPurposeHasItsOwnNumbersAlwaysTheSame() {
    assertThat(Seeds.derive(1, "a")).isEqualTo(Seeds.derive(1, "a"));
    assertThat(Seeds.derive(1, "a")).isNotEqualTo(Seeds.derive(1, "b"));
    assertThat(Seeds.derive(1, "a")).isNotEqualTo(Seeds.derive(2, "a"));
    assertThat(Seeds.random(5, "x").nextLong()).isEqualTo(Seeds.random(5, "x").nextLong());
  }
}
