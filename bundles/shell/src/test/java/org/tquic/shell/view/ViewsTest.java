package org.tquic.shell.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathKeepAlive;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.PathTransition;
import org.tquic.api.bond.PluginTrouble;
import org.tquic.api.bond.QlogStatus;
import org.tquic.api.bond.RoleStatus;
import org.tquic.api.doctor.DoctorEvent;
import org.tquic.api.doctor.LinkFinding;
import org.tquic.api.doctor.StepResult;
import org.tquic.api.doctor.Verdict;
import org.tquic.api.lan.LanServer;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkQuota;
import org.tquic.api.link.LinkRole;
import org.tquic.shell.Snapshots;
import org.tquic.shell.doctor.ServerDoctor;
import org.tquic.shell.text.AddressText;

class ViewsTest {
  private static final PathStatus GOOD =
      Snapshots.path("wan1", PathState.ACTIVE, PathReason.NONE, "");
  private static final PathStatus BAD =
      Snapshots.path(
          "enx0a1b2c3d4e5f",
          PathState.FAILED,
          PathReason.NO_ANSWER,
          "5 Initial packets of 1200 bytes sent from 192.0.2.2, nothing came back in 3 s");
  private static final RoleStatus ROUTER = Snapshots.router(GOOD, BAD);
  private static final List<LinkInfo> LINKS =
      List.of(
          Snapshots.wan("wan1"),
          Snapshots.link(
              "enx0a1b2c3d4e5f",
              LinkRole.WAN,
              true,
              true,
              List.of("100.100.100.100", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff"),
              List.of("100.100.100.101", "fe80::1")));

  private static final List<LinkFinding> FINDINGS =
      List.of(
          new LinkFinding("wan1", Verdict.OK, List.of("handshake: with engine x"), "", List.of()),
          new LinkFinding(
              "wan2",
              Verdict.UDP_BLOCKED,
              List.of(
                  "version: no answer to five packets of a reserved version in two seconds",
                  "the server is reached through wan1"),
              "This link's provider or a firewall drops UDP to the server's port: try another.",
              List.of(
                  new StepResult("link", StepResult.Result.PASS, "wired, driver veth, MTU 1500"),
                  new StepResult(
                      "version",
                      StepResult.Result.FAIL,
                      "no answer to five packets of a reserved version in two seconds, at all"))));

  @Test
  void aStepForProgramsNamesItsLink() {
    DoctorEvent event = new DoctorEvent("wan1", FINDINGS.getLast().steps().getFirst());
    assertThat(Json.write(FindingsView.json(event)).replaceAll("\\s*\n\\s*", ""))
        .isEqualTo(
            "{\"link\": \"wan1\",\"step\": \"link\",\"result\": \"pass\","
                + "\"detail\": \"wired, driver veth, MTU 1500\"}");
  }

  @Test
  void findingsInJsonHaveTheAgreedShape() {
    String json = Json.write(FindingsView.json(FINDINGS)).replaceAll("\\s*\n\\s*", "");
    assertThat(json)
        .startsWith("{\"links\": [{\"name\": \"wan1\",\"verdict\": \"ok\",\"evidence\": [")
        .contains("\"remedy\": \"\",\"steps\": []")
        .contains(
            "{\"step\": \"link\",\"result\": \"pass\",\"detail\": \"wired, driver veth, MTU 1500\"}")
        .contains("\"verdict\": \"udp-blocked\"", "\"result\": \"fail\"");
  }

  @Test
  void findingsNameVerdictAndRemedyOfWhatIsBroken() {
    assertThat(FindingsView.format(FINDINGS, 80))
        .contains("wan1  ok           handshake: with engine x\n")
        .contains("wan2: the server is reached through wan1\n")
        .contains("to do: This link's provider");
  }

  @Test
  void everyViewFitsEightyColumns() {
    List<String> views =
        List.of(
            StatusView.format(ROUTER, 80),
            PathsView.format(ROUTER.bonds(), 500_000_000, 80),
            LinksView.format(LINKS, 80),
            StatsView.format(ROUTER.bonds(), 80),
            DiagnosisView.format(
                ServerDoctor.diagnose(Snapshots.server(Snapshots.bond("home", GOOD, BAD))), 80),
            FindingsView.format(FINDINGS, 80),
            FindingsView.step(new DoctorEvent("wan1", FINDINGS.getLast().steps().getLast()), 80));
    for (String view : views) {
      assertThat(view.lines()).isNotEmpty().allMatch(line -> line.length() <= 80, "80 columns");
    }
  }

  @Test
  void statusSaysWhatMattersAboutEachPath() {
    assertThat(StatusView.format(ROUTER, 80).lines())
        .contains(
            "role    router: up, running for 3 h 12 min",
            "bond    203.0.113.1:4433: connected",
            "using   scheduler weighted, congestion control bbr")
        .anyMatch(line -> line.startsWith("wan1 ") && line.contains("118.9 Mbit/s"))
        .anyMatch(line -> line.startsWith("  enx0a1b2c3d4e5f: failed because of no answer (5 "));
  }

  @Test
  void pathsTellTheirAgeAndWhereTheyLead() {
    String view = PathsView.format(Snapshots.router(GOOD).bonds(), 62_000, 140);
    assertThat(view).contains("330.4 ms", "12.3 ms", "12.3 %", "123.4 Mbit/s");
    assertThat(view).contains("1 min 1 s", "[2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff]:54321");
  }

  @Test
  void linksShowEveryAddress() {
    assertThat(LinksView.format(LINKS, 120))
        .contains("192.0.2.2", "100.100.100.100", "fe80::1")
        .contains("2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff")
        .contains("  wan1: has a default route");
  }

  @Test
  void linksSayWhatTheyCostAndUnderWhichNameTheyWereKnown() {
    assertThat(LinksView.format(List.of(Snapshots.phone()), 160))
        .contains(
            "usb1: has a default route, gateway 192.168.42.129 does not answer, metered, tier"
                + " 2, 16.1 GB of 20 GB used, counted anew on 2026-12-01, first known as usb0");
  }

  @Test
  void whatIsLeftOfAQuotaIsToldWithItsDay() {
    assertThat(quota(12_300_000_000L))
        .contains("  usb0: 12.3 GB of 20 GB used, counted anew on 2026-12-01, 7.7 GB left\n");
    assertThat(quota(16_100_000_000L)).contains("3.9 GB left, which is less than a fifth\n");
    assertThat(quota(20_000_000_000L))
        .contains("20 GB of 20 GB used, counted anew on 2026-12-01; it carries nothing until then")
        .contains("`link-quota usb0 BYTES`");
  }

  private static String quota(long usedBytes) {
    PathStatus path =
        Snapshots.with(
            Snapshots.path("usb0", PathState.ACTIVE, PathReason.NONE, ""),
            PathKeepAlive.UNKNOWN,
            new LinkQuota(20_000_000_000L, 1, usedBytes, "2026-12-01"));
    String view = PathsView.format(Snapshots.router(path).bonds(), 0, 160);
    assertThat(StatusView.format(Snapshots.router(path), 160))
        .contains(view.lines().filter(line -> line.contains("used")).findFirst().orElseThrow());
    return view;
  }

  @Test
  void aHistorySaysWhenAndWhy() {
    PathTransition failed =
        new PathTransition(
            0, "srv", "wan1", "id", PathState.ACTIVE, PathState.SUSPECT, PathReason.SILENT, "3 s");
    assertThat(HistoryView.format(List.of(failed), 80).lines().toList().getLast())
        .contains("wan1", "active", "suspect", "silent: 3 s");
    assertThat(HistoryView.format(List.of(), 80)).isEqualTo("nothing happened yet\n");
  }

  @Test
  void serversOfTheLocalNetworkAreShownWithTheirKeys() throws Exception {
    LanServer server =
        new LanServer(
            "den",
            List.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1")),
            4433,
            "A".repeat(43),
            "0.1.0",
            "lan0");
    assertThat(LanServersView.format(List.of(server), 80))
        .contains("192.0.2.1:4433", "[2001:db8::1]:4433", "0000-0000-0000-0000");
  }

  @Test
  void longAddressesAreWrittenShort() throws Exception {
    for (String text :
        List.of("::", "::1", "fe80::", "fe80::1", "2001:db8::1:0:0:2", "1::2:3:4:5:6:7")) {
      String expected = text.equals("2001:db8::1:0:0:2") ? "2001:db8::1:0:0:2" : text;
      String shown = AddressText.of(InetAddress.getByName(text));
      assertThat(InetAddress.getByName(shown)).isEqualTo(InetAddress.getByName(text));
      assertThat(shown.length()).isLessThanOrEqualTo(expected.length() + 2);
    }
    assertThat(AddressText.of(InetAddress.getByName("fd00:0:0:1::2"))).isEqualTo("fd00:0:0:1::2");
  }

  @Test
  void anEmptyRoleIsSaidInWords() {
    RoleStatus fresh =
        new RoleStatus(
            "server",
            "quiche",
            "",
            "listening",
            "",
            1_000,
            List.of("the keys go to /tmp/keys"),
            new QlogStatus(true, "/var/lib/tquic/qlog", 1, 1 << 20, 1 << 28, 7, ""),
            List.of(new PluginTrouble("scheduler", "dubious", "its calls take too long", 3)),
            List.of());
    assertThat(StatusView.format(fresh, 80))
        .contains(
            "WARNING the keys go to /tmp/keys",
            "bonds   none yet",
            "PLUG-IN scheduler dubious: its calls take too long (3 times)",
            "qlog    on, 1 log open, 1.0 MiB of at most 256.0 MiB in /var/lib/tquic/qlog; 7");
    assertThat(PathsView.format(List.of(), 0, 80)).isEqualTo("no paths yet\n");
    assertThat(StatsView.format(List.of(), 80)).isEqualTo("no bonds yet\n");
    assertThat(LinksView.format(List.of(), 80)).isEqualTo("no links\n");
  }
}
