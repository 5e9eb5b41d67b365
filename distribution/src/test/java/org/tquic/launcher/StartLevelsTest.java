package org.tquic.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartLevelsTest {
  private static final String ROLE = "org.tquic.gateway";
  private static final List<String> NEEDED =
      List.of(
          "org.ops4j.pax.logging.pax-logging-logback",
          "org.apache.felix.configadmin",
          "org.apache.felix.scr",
          "org.apache.felix.fileinstall",
          "org.tquic.discovery",
          "org.tquic.quic.netty");
  private static final List<String> AWAITED =
      List.of("org.tquic.congestion.bbr", "org.tquic.scheduler.owd", "org.tquic.shell");

  @Test
  void theRouterRoleStartsBeforeWhatItAwaits() {
    int role = StartLevels.turn(ROLE, "router");
    assertThat(NEEDED).allMatch(name -> StartLevels.turn(name, "router") < role);
    assertThat(AWAITED).allMatch(name -> StartLevels.turn(name, "router") > role);
    assertThat(StartLevels.isAwaited("org.tquic.discovery", "router")).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"server", "doctor", "self-test"})
  void otherRolesStartLastAndFindAllLinks(String name) {
    int role = StartLevels.turn(ROLE, name);
    assertThat(NEEDED).allMatch(bundle -> StartLevels.turn(bundle, name) < role);
    assertThat(AWAITED).allMatch(bundle -> StartLevels.turn(bundle, name) < role);
    assertThat(StartLevels.isAwaited("org.tquic.discovery", name)).isFalse();
  }

  @Test
  void theRoleStopsBeforeAllThatItUses() {
    assertThat(NEEDED).allMatch(name -> StartLevels.of(name) < StartLevels.of(ROLE));
    assertThat(AWAITED).allMatch(name -> StartLevels.of(name) < StartLevels.of(ROLE));
  }
}
