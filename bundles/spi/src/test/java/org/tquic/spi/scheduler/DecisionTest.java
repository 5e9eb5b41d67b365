package org.tquic.spi.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DecisionTest {
  @Property
  void aSendNamesItsPathAndItsCopies(
      @ForAll @IntRange(max = Decision.MAX_PATHS - 1) int index, @ForAll int mask) {
    long decision = Decision.send(index, mask);
    assertThat(Decision.isSend(decision)).isTrue();
    assertThat(Decision.isHold(decision)).isFalse();
    assertThat(Decision.index(decision)).isEqualTo(index);
    assertThat(Decision.duplicateMask(decision)).isEqualTo(mask);
    assertThat(Decision.send(index)).isEqualTo(Decision.send(index, 0));
  }

  @Property
  void aHoldNamesItsDelay(@ForAll @LongRange(min = 1, max = (1L << 40) - 1) long micros) {
    long decision = Decision.hold(micros);
    assertThat(Decision.isHold(decision)).isTrue();
    assertThat(Decision.isSend(decision)).isFalse();
    assertThat(Decision.holdMicros(decision)).isEqualTo(micros);
  }

  @Property
  void anyDelayIsBroughtIntoRange(@ForAll long micros) {
    assertThat(Decision.holdMicros(Decision.hold(micros))).isBetween(1L, (1L << 40) - 1);
  }

  @Property
  void noNumberIsTwoThings(@ForAll long number) {
    assertThat(Decision.isSend(number) && Decision.isHold(number)).isFalse();
  }

  @Test
  void noneIsNeitherSendNorHold() {
    assertThat(Decision.isSend(Decision.NONE)).isFalse();
    assertThat(Decision.isHold(Decision.NONE)).isFalse();
  }
}
