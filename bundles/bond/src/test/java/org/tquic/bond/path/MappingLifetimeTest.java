package org.tquic.bond.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MappingLifetimeTest {
  private static final long S = 1_000_000_000L;
  private static final long HOUR = 3600 * S;

  private final List<String> told = new ArrayList<>();

  private MappingLifetime knowing(long heldNs, long lostNs) {
    return new MappingLifetime(
        heldNs, lostNs, 0, now -> told.add(now.heldNs() / S + " " + now.lostNs() / S));
  }

  @Property
  void findsEveryLifetimeInFewTrials(@ForAll @LongRange(min = 15, max = 1000) long seconds) {
    MappingLifetime mapping = new MappingLifetime();
    int lost = 0;
    int trials = 0;
    long gapNs;
    while ((gapNs = mapping.gapNs(true, true, 0)) != mapping.heldNs()) {
      if (gapNs <= seconds * S) {
        mapping.onHeld(gapNs);
      } else {
        mapping.onLost(gapNs, 0);
        lost++;
      }
      assertThat(++trials).isLessThan(30);
    }
    assertThat(mapping.heldNs())
        .isBetween(Math.min(seconds * S * 3 / 4, 180 * S), Math.min(seconds, 180) * S);
    assertThat(lost).as("silences that were too long").isLessThanOrEqualTo(10);
  }

  @Test
  void oneTrialProvesNothing() {
    MappingLifetime mapping = knowing(60 * S, -1);
    mapping.onHeld(120 * S);
    mapping.onLost(120 * S, 0);
    mapping.onHeld(120 * S);
    mapping.onLost(60 * S, 0);
    mapping.onHeld(60 * S);
    mapping.onLost(60 * S, 0);
    assertThat(mapping.heldNs()).isEqualTo(60 * S);
    assertThat(mapping.lostNs()).isEqualTo(-1);
    assertThat(told).isEmpty();
  }

  @Test
  void beginsWithWhatWasRememberedAndForgetsItWhenItIsWrong() {
    MappingLifetime mapping = knowing(60 * S, 70 * S);
    assertThat(mapping.gapNs(true, true, 0)).isEqualTo(60 * S);
    mapping.onLost(60 * S, 0);
    mapping.onLost(60 * S, 0);
    assertThat(mapping.gapNs(true, true, 0)).isEqualTo(MappingLifetime.SAFE_NS);
    assertThat(told).containsExactly("0 60");
  }

  @Test
  void whatWasTooLongIsTriedAgainAfterADay() {
    MappingLifetime mapping = knowing(60 * S, 70 * S);
    assertThat(mapping.gapNs(true, true, 24 * HOUR - 1)).isEqualTo(60 * S);
    assertThat(mapping.gapNs(true, true, 24 * HOUR)).isEqualTo(120 * S);
    assertThat(told).containsExactly("60 0");
  }

  @Test
  void whatIsNotSafeIsTriedAgainAfterAnHour() {
    MappingLifetime mapping = knowing(0, 15 * S);
    assertThat(mapping.gapNs(true, true, HOUR - 1)).isZero();
    assertThat(mapping.gapNs(true, true, HOUR)).isEqualTo(MappingLifetime.SAFE_NS);
  }

  @Test
  void memoriesThatMakeNoSenseDoNoHarm() {
    assertThat(knowing(Long.MAX_VALUE, 5).gapNs(true, true, 0))
        .isEqualTo(MappingLifetime.LONGEST_NS);
    assertThat(knowing(-7, -7).gapNs(true, true, 0)).isEqualTo(MappingLifetime.SAFE_NS);
    assertThat(knowing(90 * S, 60 * S).lostNs()).isEqualTo(-1);
  }
}
