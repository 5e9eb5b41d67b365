package org.tquic.gateway.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;
import org.tquic.gateway.Cidr;
import org.tquic.gateway.Fingerprint;
import org.tquic.gateway.host.RouterMachine.Applied;

/** What is done to a real kernel, and that nothing of it stays. */
class HostKernelTest {
  @TempDir Path state;
  private RouterMachine machine;

  @BeforeEach
  void build() {
    machine = new RouterMachine();
  }

  @AfterEach
  void tearDown() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  void leavesTheMachineAsItWasAfterAnOrderlyEnd() throws Exception {
    String before = Fingerprint.of(machine.rt);
    Applied applied = machine.apply(state, RouterMachine.input(1400, RouterMachine.everything()));

    assertThat(machine.rt.ip("addr show tquic0"))
        .contains("mtu 1400", "UP", "inet 10.77.0.2/32", "inet6 fd00:77::2/128")
        .doesNotContain("fe80");
    assertThat(machine.rt.ip("route show table 7751")).startsWith("default dev tquic0");
    assertThat(machine.rt.ip("-6 route show table 7751")).startsWith("default dev tquic0");
    assertThat(machine.rt.ip("-6 rule"))
        .containsPattern("5200:\\s+from fd71::2 goto 5230")
        .containsPattern("5210:\\s+from all lookup main suppress_prefixlength 0")
        .containsPattern("5220:\\s+from all lookup 7751");
    assertThat(machine.rt.exec("nft", "list", "table", "inet", "tquic"))
        .contains("masquerade", "maxseg size set 1360", "maxseg size set 1340");
    assertThat(machine.rt.exec("sysctl", "-n", "net.ipv4.ip_forward")).isEqualTo("1");
    assertThat(machine.rt.exec("sysctl", "-n", "net.ipv4.conf.wan2.rp_filter")).isEqualTo("2");
    assertThat(machine.rt.exec("sysctl", "-n", "net.ipv6.conf.wan1.accept_ra")).isEqualTo("2");

    machine.undo(applied);
    assertThat(Fingerprint.of(machine.rt)).isEqualTo(before);
  }

  @Test
  void keepsSettingsThatForwardingDisturbs() {
    machine.rt.sysctl("net.ipv4.conf.all.accept_redirects", 0);
    machine.rt.sysctl("net.ipv4.conf.lan0.forwarding", 1);
    machine.rt.sysctl("net.ipv6.conf.lan0.forwarding", 1);
    String before = Fingerprint.of(machine.rt);
    Applied applied = machine.apply(state, RouterMachine.input(1400, RouterMachine.everything()));
    assertThat(Fingerprint.of(machine.rt)).isNotEqualTo(before);
    machine.undo(applied);
    assertThat(Fingerprint.of(machine.rt)).isEqualTo(before);
  }

  @Test
  void followsTheMtuAndTheRoutes() {
    Applied applied =
        machine.apply(state, RouterMachine.input(1400, List.of(Cidr.parse("198.51.100.0/24"))));
    assertThat(machine.rt.ip("route show table 7751")).startsWith("198.51.100.0/24 dev tquic0");
    assertThat(machine.rt.ip("route get 203.0.113.1")).contains("dev wan1");
    machine.rt.call(
        () -> {
          applied
              .network()
              .converge(
                  RouterPlan.changes(
                      RouterMachine.input(1200, RouterMachine.everything()), List.of()));
          return null;
        });
    assertThat(machine.rt.ip("route show table 7751")).startsWith("default dev tquic0");
    assertThat(machine.rt.ip("link show tquic0"))
        .as("below 1280 the kernel would take IPv6 off the device")
        .contains("mtu 1280");
    assertThat(machine.rt.exec("nft", "list", "table", "inet", "tquic")).contains("size set 1160");
    assertThat(machine.rt.ip("addr show tquic0")).contains("fd00:77::2/128");
    machine.undo(applied);
  }

  @Test
  void putsEverythingBackAtTheNextStartAfterAKill() throws Exception {
    String before = Fingerprint.of(machine.rt);
    Process process =
        new ProcessBuilder(
                machine.rt.inside(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    DoomedRole.class.getName(),
                    state.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("applied");
      assertThatThrownBy(() -> HostJournal.open(state.resolve("journal")))
          .isInstanceOf(TquicException.class)
          .hasMessageContaining("in use by a running role");
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    String left = Fingerprint.of(machine.rt);
    assertThat(left).contains("lookup 7751", "masquerade").isNotEqualTo(before);

    Applied next = machine.apply(state, RouterMachine.input(1380, RouterMachine.everything()));
    machine.undo(next);
    assertThat(Fingerprint.of(machine.rt)).isEqualTo(before);
  }

  @Test
  void recoversAlsoWhatSomebodyElseRemoved() {
    String before = Fingerprint.of(machine.rt);
    Applied applied = machine.apply(state, RouterMachine.input(1400, RouterMachine.everything()));
    applied.kill();
    machine.rt.ip("rule del pref 5220");
    machine.rt.exec("nft", "delete", "table", "inet", "tquic");
    for (int i = 0; i < 2; i++) {
      machine.rt.call(
          () -> {
            Applied again =
                RouterMachine.applyHere(
                    state, RouterMachine.input(1400, RouterMachine.everything()));
            again.undo();
            return null;
          });
      assertThat(Fingerprint.of(machine.rt)).isEqualTo(before);
    }
  }

  @Test
  void outlivesAFlushOfAllRules() {
    String before = Fingerprint.of(machine.rt);
    Applied applied = machine.apply(state, RouterMachine.input(1400, RouterMachine.everything()));
    String made = Fingerprint.of(machine.rt);
    machine.rt.exec("nft", "flush", "ruleset");
    assertThat(Fingerprint.of(machine.rt)).isNotEqualTo(made);
    assertThat(machine.rt.call(applied.network()::restoreTables)).containsExactly("tquic");
    assertThat(machine.rt.call(applied.network()::restoreTables)).isEmpty();
    assertThat(Fingerprint.of(machine.rt)).isEqualTo(made);
    machine.undo(applied);
    assertThat(Fingerprint.of(machine.rt)).isEqualTo(before);
  }

  @Test
  void livesBesideAnotherFirewall() {
    machine.rt.exec(
        "nft",
        "add table inet fw4; add chain inet fw4 forward { type filter hook forward priority filter;"
            + " policy drop; }; add chain inet fw4 srcnat { type nat hook postrouting priority"
            + " srcnat; policy accept; }; add rule inet fw4 srcnat oifname wan1 masquerade");
    String before = Fingerprint.of(machine.rt);
    Applied applied = machine.apply(state, RouterMachine.input(1400, RouterMachine.everything()));
    assertThat(machine.rt.exec("nft", "list", "ruleset"))
        .contains("table inet fw4", "table inet tquic");
    NftFirewall nft = new NftFirewall();
    assertThat(machine.rt.call(() -> nft.obstacles("tquic0"))).containsExactly("inet fw4");
    machine.rt.exec("nft", "add rule inet fw4 forward iifname tquic0 accept");
    assertThat(machine.rt.call(() -> nft.obstacles("tquic0"))).isEmpty();
    machine.rt.exec("nft", "flush chain inet fw4 forward");
    machine.undo(applied);
    assertThat(Fingerprint.of(machine.rt)).isEqualTo(before);
  }

  @Test
  void saysWhichPackageIsMissing() {
    assertThatThrownBy(() -> new NftFirewall("no-nft").check("tquic", ""))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("no-nft cannot be run")
        .extracting(e -> ((TquicException) e).remedy())
        .asString()
        .contains("package nftables", "--no-firewall");
    machine.rt.call(
        () -> {
          NftFirewall nft = new NftFirewall();
          nft.check("tquic", FirewallRules.router("tquic0", 1400));
          assertThatThrownBy(() -> nft.check("tquic", "chain x { nonsense }\n"))
              .isInstanceOf(TquicException.class)
              .hasMessageContaining("nonsense");
          return null;
        });
    assertThat(machine.rt.exec("nft", "list", "ruleset")).isEmpty();
  }
}
