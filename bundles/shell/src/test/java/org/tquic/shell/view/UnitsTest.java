package org.tquic.shell.view;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class UnitsTest {
  @Test
  void peoplesUnits() {
    assertThat(Units.rate(48_240_000)).isEqualTo("48.2 Mbit/s");
    assertThat(Units.rate(999)).isEqualTo("999 bit/s");
    assertThat(Units.rate(999_999)).isEqualTo("1.0 Mbit/s");
    assertThat(Units.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(Units.bytes(0)).isEqualTo("0 B");
    assertThat(Units.millis(33_400_000)).isEqualTo("33.4 ms");
    assertThat(Units.percent(0.005)).isEqualTo("0.5 %");
    assertThat(Units.duration(11_520_000)).isEqualTo("3 h 12 min");
    assertThat(Units.duration(90_061_000)).isEqualTo("1 d 1 h");
    assertThat(Units.duration(61_000)).isEqualTo("1 min 1 s");
    assertThat(Units.duration(999)).isEqualTo("0 s");
  }

  @Test
  void unknownIsADash() {
    assertThat(Units.rate(-1)).isEqualTo("-");
    assertThat(Units.bytes(-1)).isEqualTo("-");
    assertThat(Units.millis(-1)).isEqualTo("-");
    assertThat(Units.percent(-1)).isEqualTo("-");
    assertThat(Units.duration(-1)).isEqualTo("-");
  }

  @Property
  void anyNumberIsShort(@ForAll @LongRange(min = 0) long value) {
    assertThat(Units.rate(Math.min(value, 999_000_000_000_000L)).length()).isLessThanOrEqualTo(12);
    assertThat(Units.bytes(value).length()).isLessThanOrEqualTo(10);
  }
}
