package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tquic.lab.Lab;
import org.tquic.lab.Role;
import org.tquic.lab.StandardCase;
import org.tquic.lab.Wan;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.json.Json;
import org.tquic.lab.traffic.Transfer;

/** What a bond over the links of case A does while nothing breaks. */
@NeedsLab
@EachEngine
class BondIT {
  /** What {@link #open} gets, too. */
  @Parameter String engine;

  private static BondedLab bonded;

  @BeforeParameterizedClassInvocation
  static void open(String engine) {
    bonded = BondedLab.open(BondIT.class, engine, StandardCase.A.wans());
  }

  @AfterParameterizedClassInvocation
  static void close() {
    if (bonded != null) {
      bonded.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothLinksCarryOneTransfer(Direction direction) {
    Map<String, Long> before = bonded.carried(direction);
    Transfer transfer = bonded.traffic.sized(direction, 4, 4_000_000);

    assertThat(transfer.awaitEnd(BondedLab.PATIENCE)).isEqualTo(16_000_000);

    for (Wan wan : bonded.lab.wans()) {
      assertThat(bonded.share(wan, direction, before)).as(wan.name()).isGreaterThan(0.15);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ipv6PassesInside(Direction direction) {
    assertThat(bonded.traffic.sized6(direction, 2, 500_000).awaitEnd(BondedLab.PATIENCE))
        .isEqualTo(1_000_000);
  }

  @Test
  void smallPacketsComeBack() {
    assertThat(bonded.traffic.ping(20, Duration.ofMillis(20))).hasSizeGreaterThan(15);
  }

  @Test
  void theWebSeesTheServerAndNotTheHome() {
    Transfer transfer = bonded.traffic.timed(Direction.IN, 1, Duration.ofSeconds(2));
    transfer.awaitBytes(100_000, BondedLab.PATIENCE);
    assertThat(bonded.lab.run(Lab.WEB, "ss", "-Htn"))
        .contains("198.51.100.1]:")
        .doesNotContain("203.0.113")
        .doesNotContain("192.168.77")
        .doesNotContain("10.77.");
    transfer.awaitEnd(BondedLab.PATIENCE);
  }

  @Test
  void theBondsOwnPacketsNeverEnterIt() {
    watchOwnPackets(Lab.ROUTER, "udp dport 4433");
    watchOwnPackets(Lab.SERVER, "udp sport 4433");
    bonded.traffic.sized(Direction.IN, 2, 500_000).awaitEnd(BondedLab.PATIENCE);
    bonded.traffic.sized(Direction.OUT, 2, 500_000).awaitEnd(BondedLab.PATIENCE);
    assertThat(ownPackets(Lab.ROUTER)).isZero();
    assertThat(ownPackets(Lab.SERVER)).isZero();
  }

  private static void watchOwnPackets(String node, String match) {
    bonded.lab.run(
        node,
        "nft",
        "table inet watch { counter own {}; chain out { type filter hook postrouting priority 300;"
            + " oifname \"tquic*\" "
            + match
            + " counter name own; }; }");
  }

  private static long ownPackets(String node) {
    String json = bonded.lab.run(node, "nft", "-j", "list", "counter", "inet", "watch", "own");
    bonded.lab.run(node, "nft", "delete", "table", "inet", "watch");
    return Json.parse(json).get("nftables").elements().stream()
        .filter(element -> element.get("counter").isPresent())
        .findFirst()
        .orElseThrow()
        .get("counter")
        .get("packets")
        .whole();
  }

  @Test
  void bothRolesTellWhatTheyDo() {
    Json router = bonded.router.awaitReady(2);
    assertThat(router.get("role").text()).isEqualTo("router");
    assertThat(Role.activeLinks(router)).containsExactlyInAnyOrder("wan1", "wan2");
    assertThat(Role.innerAddresses(router)).anyMatch(address -> address.startsWith("10.77."));

    Json server = bonded.server.status();
    assertThat(server.get("role").text()).isEqualTo("server");
    assertThat(server.get("bonds").elements())
        .extracting(bond -> bond.get("name").text())
        .containsExactly("home");
    assertThat(server.get("bonds").elements().getFirst().get("paths").elements()).hasSize(2);
  }

  @Test
  void aLinkIsTakenOutAndPutBackByCommand() {
    Wan phone = bonded.lab.wan(1);
    bonded.router.console("link-disable", "wan2");
    bonded.awaitActive(phone, false);
    // What was on its way when the command came still arrives.
    bonded.traffic.sized(Direction.IN, 1, 200_000).awaitEnd(BondedLab.PATIENCE);
    Map<String, Long> before = bonded.carried(Direction.IN);
    bonded.traffic.sized(Direction.IN, 2, 1_000_000).awaitEnd(BondedLab.PATIENCE);
    assertThat(bonded.share(phone, Direction.IN, before)).isLessThan(0.05);

    bonded.router.console("link-enable", "wan2");
    bonded.awaitActive(phone, true);
  }

  @Test
  void plugInsAreSwappedWhileTrafficFlows() {
    for (Direction direction : Direction.values()) {
      Transfer transfer = bonded.traffic.sized(direction, 4, 3_000_000);
      transfer.awaitBytes(500_000, BondedLab.PATIENCE);
      for (String scheduler : List.of("roundrobin", "weighted", "minrtt")) {
        bonded.router.console("scheduler", scheduler);
        bonded.router.awaitStatus(
            "scheduler " + scheduler,
            status ->
                status.get("bonds").elements().stream()
                    .allMatch(bond -> bond.get("scheduler").text().equals(scheduler)),
            BondedLab.PATIENCE);
      }
      assertThat(transfer.awaitEnd(BondedLab.PATIENCE)).isEqualTo(12_000_000);
    }
  }

  /** RFC 3168: the bond's queue tells them to send less, and drops nothing. */
  @Test
  void flowsThatUnderstandMarksAreMarked() {
    explicitCongestionNotification("1");
    try {
      long before = marked();
      bonded.traffic.timed(Direction.OUT, 4, Duration.ofSeconds(7)).awaitEnd(BondedLab.PATIENCE);
      assertThat(marked()).isGreaterThan(before);
      assertThat(bonded.lab.run(Lab.WEB, "nstat", "-az", "IpExtInCEPkts"))
          .containsPattern("IpExtInCEPkts +[1-9]");
    } finally {
      explicitCongestionNotification("2");
    }
  }

  /** 1 asks for it, 2 agrees where the other end asks, which is Linux's default. */
  private static void explicitCongestionNotification(String mode) {
    for (String node : List.of(Lab.LAN, Lab.WEB)) {
      bonded.lab.run(node, "sysctl", "-qw", "net.ipv4.tcp_ecn=" + mode);
    }
  }

  private static long marked() {
    Json bond = bonded.router.status().get("bonds").elements().getFirst();
    return bond.get("counters").get("markedByCoDel").whole();
  }

  @Test
  void theCongestionControllerIsSwappedWhileTrafficFlows() {
    Transfer transfer = bonded.traffic.sized(Direction.OUT, 4, 3_000_000);
    transfer.awaitBytes(500_000, BondedLab.PATIENCE);
    for (String congestion : List.of("cubic", "bbr")) {
      bonded.router.console("congestion", congestion);
      bonded.router.awaitStatus(
          "paths with " + congestion,
          status ->
              Role.activeLinks(status).size() == 2
                  && status.get("bonds").elements().getFirst().get("paths").elements().stream()
                      .filter(path -> path.get("state").text().equals("ACTIVE"))
                      .allMatch(path -> path.get("congestion").text().equals(congestion)),
          BondedLab.PATIENCE);
    }
    assertThat(transfer.awaitEnd(BondedLab.PATIENCE)).isEqualTo(12_000_000);
  }
}
