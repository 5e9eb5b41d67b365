package org.tquic.openwrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The init script under procd. */
class ServiceTest {
  @TempDir Path folder;
  private OpenWrtRoot root;

  @BeforeEach
  void layOut() {
    root = new OpenWrtRoot(folder);
    root.sh(". $TQUIC_ROOT/etc/uci-defaults/90-tquic").good();
    root.calls();
  }

  @Test
  void nothingRunsUntilItIsEnabled() {
    root.service("start").good();
    assertThat(root.calls()).contains("trigger tquic").doesNotContain("procd starts");
    assertThat(root.read("procd")).isBlank();
  }

  @Test
  void theRoleRunsInTheForegroundUnderLimits() {
    root.uci("set tquic.bond.enabled=1");
    root.service("start").good();
    assertThat(root.calls()).containsExactly("trigger tquic", "procd starts");
    String state = root.path("etc/tquic").toString();
    assertThat(root.read("procd"))
        .contains("command " + root.path("usr/bin/tquic") + " router --state " + state + "\n")
        .contains(
            "respawn 3600 5 5", "limits core=0 nofile=4096 4096 data=", "stderr 1", "stdout 1")
        .contains("env TQUIC_CACHE=" + root.path("var/run/tquic/cache"))
        .contains("-XX:ErrorFile=" + root.path("var/run/tquic/fault.log"))
        .doesNotContain("CODE");
  }

  @ParameterizedTest
  @CsvSource({"244000, 201326592", "1048576, 805306368", "0, 201326592"})
  void theRoleMayHaveThreeQuartersOfTheMemoryAndNeverTooLittle(long kib, long bytes) {
    root.write("proc/meminfo", "MemTotal:      " + kib + " kB\nMemFree:  1 kB\n");
    root.uci("set tquic.bond.enabled=1");
    root.service("start").good();
    assertThat(root.read("procd")).contains(" data=" + bytes + " " + bytes + "\n");
  }

  @Test
  void theRoleHasTheRoutersTimeZone() {
    root.write("etc/config/system", "config system\n\toption zonename 'America/New York'\n");
    root.uci("set tquic.bond.enabled=1");
    root.service("start").good();
    assertThat(root.read("procd")).contains("TZ=America/New_York");
  }

  @Test
  void settingsChangeWithoutANewStartAndACodeNeedsOne() {
    root.uci("set tquic.bond.enabled=1");
    root.service("start").good();
    root.calls();
    root.uci("set tquic.bond.scheduler=aggregate");
    root.service("reload").good();
    assertThat(root.calls()).contains("procd keeps");
    assertThat(root.read("etc/tquic/config/org.tquic.router.cfg"))
        .contains("scheduler = aggregate");

    root.uci("set tquic.bond.code=tquic1:AbC_d-9");
    root.service("reload").good();
    assertThat(root.calls()).contains("procd starts");
    assertThat(root.read("procd").lines())
        .filteredOn(line -> line.contains("tquic1:AbC_d-9"))
        .as("not in the command, which every process can read")
        .singleElement()
        .isEqualTo("more TQUIC_CODE=tquic1:AbC_d-9");

    root.uci("set tquic.bond.enabled=0");
    root.service("reload").good();
    assertThat(root.calls()).contains("procd stops");
  }

  @Test
  void aCodeWithATypingErrorIsNotUsedAndStaysOutOfTheLog() {
    root.uci("set tquic.bond.enabled=1", "set tquic.bond.code='tquic1:AbC d'");
    root.service("start").good();
    assertThat(root.read("procd")).doesNotContain("CODE");
    assertThat(root.read("log"))
        .contains("tquic.bond.code=... is not usable, taking nothing", "what tquic pair printed")
        .doesNotContain("AbC");
  }

  @Test
  void theKillSwitchFollowsTheOption() {
    root.uci("set tquic.bond.enabled=1");
    root.service("start").good();
    assertThat(root.calls()).as("no need to touch the firewall").doesNotContain("firewall reload");

    root.uci("set tquic.bond.failover=block");
    root.service("reload").good();
    assertThat(root.calls()).contains("commit firewall", "firewall reload");
    assertThat(root.sh("uci get firewall.tquic_block.enabled").good()).isEqualTo("1\n");
    root.service("reload").good();
    assertThat(root.calls()).doesNotContain("firewall reload");

    root.uci("set tquic.bond.enabled=0");
    root.service("reload").good();
    assertThat(root.calls()).contains("firewall reload");
    assertThat(root.sh("uci get firewall.tquic_block.enabled").good()).isEqualTo("0\n");
  }
}
