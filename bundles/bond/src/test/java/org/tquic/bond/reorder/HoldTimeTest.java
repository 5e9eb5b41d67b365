package org.tquic.bond.reorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HoldTimeTest {
  private static final long MS = 1_000_000;
  private static final long START = 1_000 * MS;
  private static final Percentage ROUNDING = Percentage.withPercentage(0.01);

  private final HoldTime holdTime = new HoldTime();

  @Test
  void itBeginsWithAGuess() {
    assertThat(holdTime.currentNs(START)).isEqualTo(104 * MS);
  }

  @Test
  void itRisesAtOnceAboveWhatAPacketTook() {
    holdTime.currentNs(START);
    holdTime.onFilled(200 * MS, START);
    assertThat(holdTime.currentNs(START)).isEqualTo(260 * MS);
    holdTime.onFilled(100 * MS, START);
    assertThat(holdTime.currentNs(START)).isEqualTo(260 * MS);
  }

  @Test
  void itHalvesEachFourSeconds() {
    holdTime.currentNs(START);
    holdTime.onFilled(200 * MS, START);
    assertThat(holdTime.currentNs(START + 4_000 * MS)).isCloseTo(130 * MS, ROUNDING);
    assertThat(holdTime.currentNs(START + 8_000 * MS)).isCloseTo(65 * MS, ROUNDING);
  }

  @Test
  void itNeverFallsBelowTheTimeOfARecovery() {
    holdTime.currentNs(START);
    holdTime.recoveryNs(70 * MS);
    assertThat(holdTime.currentNs(START + 3_600_000 * MS)).isEqualTo(70 * MS);
  }

  @Property(tries = 200)
  void itIsBoundedWhateverHappensAndHoweverOftenItIsAsked(@ForAll Random random) {
    HoldTime any = new HoldTime();
    long nowNs = START;
    for (int i = 0; i < 200; i++) {
      nowNs += random.nextInt(500) * MS;
      switch (random.nextInt(3)) {
        case 0 -> any.onFilled(random.nextInt(2_000) * MS, nowNs);
        case 1 -> any.recoveryNs(random.nextInt(2_000) * MS);
        default -> any.currentNs(nowNs);
      }
      assertThat(any.currentNs(nowNs)).isBetween(0L, 400 * MS);
    }
  }
}
