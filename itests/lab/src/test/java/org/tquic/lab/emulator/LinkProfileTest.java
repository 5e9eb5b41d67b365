package org.tquic.lab.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinkProfileTest {
  @Test
  void settingsAreReadWithTheirUnits() {
    LinkProfile profile =
        LinkProfile.PERFECT.with(
            List.of(
                "rate=1.5gbit",
                "delay=250us",
                "jitter=15ms",
                "loss=0.5%",
                "burst=3",
                "queue=64kib",
                "reorder=on"));
    assertThat(profile)
        .isEqualTo(new LinkProfile(1_500_000_000, 250_000, 15_000_000, 0.005, 3, 0, 65_536, true));
  }

  @Test
  void settingsWrittenAreReadBack() {
    LinkProfile profile = LinkProfile.of(50_000_000, 16_500_000).withJitter(15_000).withLoss(0.005);
    assertThat(LinkProfile.PERFECT.with(List.of(profile.settings().split(" ")))).isEqualTo(profile);
    LinkProfile inBytes = profile.with(List.of("queue=3000b", "rate=unlimited"));
    assertThat(LinkProfile.PERFECT.with(List.of(inBytes.settings().split(" ")))).isEqualTo(inBytes);
  }

  @Test
  void aSettingLeavesTheOthersAlone() {
    LinkProfile profile = LinkProfile.of(50_000_000, 16_000_000).withLoss(0.01);
    assertThat(profile.with(List.of("rate=20mbit")))
        .isEqualTo(LinkProfile.of(20_000_000, 16_000_000).withLoss(0.01));
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> LinkProfile.PERFECT.with(List.of("rate=fast")))
        .hasMessageContaining("'fast'")
        .hasMessageContaining("50mbit");
    assertThatThrownBy(() -> LinkProfile.PERFECT.with(List.of("delay=12")))
        .hasMessageContaining("'12'")
        .hasMessageContaining("16ms");
    assertThatThrownBy(() -> LinkProfile.PERFECT.with(List.of("loss=120%")))
        .hasMessageContaining("120%");
    assertThatThrownBy(() -> LinkProfile.PERFECT.with(List.of("speed=1mbit")))
        .hasMessageContaining("'speed'");
    assertThatThrownBy(() -> LinkProfile.PERFECT.with(List.of("up")))
        .hasMessageContaining("KEY=VALUE");
    assertThatThrownBy(() -> LinkProfile.PERFECT.with(List.of("burst=0.5")))
        .hasMessageContaining("0.5");
  }
}
