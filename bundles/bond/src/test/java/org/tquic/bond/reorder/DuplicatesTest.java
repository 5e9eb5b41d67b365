package org.tquic.bond.reorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
  private final Duplicates duplicates = new Duplicates();

  @Property(tries = 100)
  void eachIsNewOnceInAnyOrder(@ForAll Random random) {
    Duplicates any = new Duplicates();
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      int number = Math.max(i - random.nextInt(RecentNumbers.WINDOW - 1), 0);
      assertThat(any.isNew(number)).isEqualTo(seen.add(number));
      if (random.nextBoolean()) {
        assertThat(any.isNew(i)).isEqualTo(seen.add(i));
      }
    }
  }

  @Test
  void aJumpForgetsAndWhatIsOlderThanAllThatIsRememberedIsNotNew() {
    assertThat(duplicates.isNew(3)).isTrue();
    assertThat(duplicates.isNew(1_000_000)).isTrue();
    assertThat(duplicates.isNew(1_000_000 - RecentNumbers.WINDOW)).isFalse();
    assertThat(duplicates.isNew(1_000_002 - RecentNumbers.WINDOW)).isTrue();
    assertThat(duplicates.isNew(4)).isFalse();
  }

  @Test
  void numbersTravelAsTheirLowBits() {
    for (long number = 0; number < 1L << 33; number += 1 << 30) {
      assertThat(duplicates.isNew((int) number)).isTrue();
      assertThat(duplicates.isNew((int) number)).isFalse();
    }
  }
}
