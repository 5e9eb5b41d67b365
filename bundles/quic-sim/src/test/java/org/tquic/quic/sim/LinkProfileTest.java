package org.tquic.quic.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkProfileTest {
  @Test
  void readsUnits() {
    LinkProfile profile =
        LinkProfile.of(
            "rate=20mbit delay=1.5ms jitter=250us loss=0.5% burst=4 queue=64kb mtu=1400b");
    assertThat(profile.rateBytesPerSecond()).isEqualTo(2_500_000);
    assertThat(profile.delayNs()).isEqualTo(1_500_000);
    assertThat(profile.jitterNs()).isEqualTo(250_000);
    assertThat(profile.loss()).isEqualTo(0.005);
    assertThat(profile.burst()).isEqualTo(4);
    assertThat(profile.queueBytes()).isEqualTo(64_000);
    assertThat(profile.mtuBytes()).isEqualTo(1400);
  }

  @Test
  void keepsWhatIsNotNamed() {
    LinkProfile before = LinkProfile.of("rate=20mbit delay=5ms loss=1%");
    assertThat(before.with("rate=unlimited loss=0")).isEqualTo(LinkProfile.of("delay=5ms"));
    assertThat(before.with("")).isEqualTo(before);
    assertThat(LinkProfile.PERFECT.with(before, "delay loss"))
        .isEqualTo(LinkProfile.of("delay=5ms loss=1%"));
  }

  @Property(tries = 200)
  void textReadsBackTheSame(
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long rate,
      @ForAll @LongRange(min = 0, max = 86_400_000_000_000L) long timeNs,
      @ForAll boolean flag,
      @ForAll @DoubleRange(min = 0, max = 0.5) double share,
      @ForAll @DoubleRange(min = 1, max = 1000) double burst,
      @ForAll @LongRange(min = 0, max = 10_000_000_000L) long sizeBytes,
      @ForAll @IntRange(min = 0) int mtu) {
    LinkProfile profile =
        new LinkProfile(
            rate,
            timeNs,
            timeNs / 3,
            flag,
            share,
            burst,
            share,
            timeNs / 7,
            share,
            share,
            sizeBytes,
            sizeBytes / 2,
            flag,
            mtu);
    assertThat(LinkProfile.of(profile.settings())).isEqualTo(profile);
  }

  @ParameterizedTest
  @CsvSource({
    "speed=5mbit, unknown setting 'speed'",
    "rate, KEY=VALUE",
    "rate=5, a rate such as 50mbit",
    "rate=5ms, a rate such as 50mbit",
    "rate=-5mbit, a rate such as 50mbit",
    "rate=7bit, slowest rate",
    "rate=9000gbit, bytes per second",
    "delay=5, a time such as 16ms",
    "delay=1e9s, a time such as 16ms",
    "delay=90000s, 'delay 90000000000000 is not 0 to'",
    "loss=101%, between 0% and 100%",
    "loss=NaN, between 0% and 100%",
    "loss=many, a share such as 0.5%",
    "burst=0.5, 1 to 1000000",
    "burst=x, a number such as 2.5",
    "mtu=9mb9, a size such as 64kb",
    "mtu=9000mb, too large",
    "queue=64, a size such as 64kb",
    "overtaking=yes, neither on nor off",
    "loss=95% burst=2, cannot come in bursts"
  })
  void saysWhatIsWrong(String settings, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinkProfile.of(settings))
        .withMessageContaining(complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rate=", "speed"})
  void refusesUnknownKeysOfReset(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinkProfile.PERFECT.with(LinkProfile.PERFECT, key))
        .withMessageContaining("unknown setting");
  }
}
