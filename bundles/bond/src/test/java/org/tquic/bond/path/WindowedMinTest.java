package org.tquic.bond.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowedMinTest {
  private final WindowedMin min = new WindowedMin(1_000);

  @Test
  void rememberForOneToTwoWindows() {
    assertThat(min.get()).isEqualTo(Long.MAX_VALUE);
    min.add(5, 0);
    min.add(9, 999);
    assertThat(min.get()).isEqualTo(5);
    min.add(9, 1_500);
    assertThat(min.get()).isEqualTo(5);
    min.add(8, 2_600);
    assertThat(min.get()).isEqualTo(8);
  }

  @Test
  void forgetAllAfterALongPause() {
    min.add(5, 0);
    min.add(20, 60_000);
    assertThat(min.get()).isEqualTo(20);
  }
}
