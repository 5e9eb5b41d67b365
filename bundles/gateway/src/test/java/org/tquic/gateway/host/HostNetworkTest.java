package org.tquic.gateway.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.gateway.Cidr;

class HostNetworkTest {
  private static final String FORWARD = "net/ipv4/ip_forward";
  private static final String ALL = "net/ipv4/conf/all/rp_filter";
  private static final String WAN1 = "net/ipv4/conf/wan1/rp_filter";
  private static final String WAN2 = "net/ipv4/conf/wan2/rp_filter";
  private static final String REDIRECTS = "net/ipv4/conf/all/accept_redirects";
  private static final String FORWARD6 = "net/ipv6/conf/all/forwarding";
  private static final String RA = "net/ipv6/conf/wan1/accept_ra";
  private static final List<String> KEYS =
      List.of(FORWARD, ALL, WAN1, WAN2, REDIRECTS, FORWARD6, RA);
  private static final List<Cidr> INNER = List.of(Cidr.parse("10.77.0.2"), Cidr.parse("fd00::2"));

  @TempDir Path folder;
  private FakeMachine machine;
  private List<HostChange> forwarding;

  @BeforeEach
  void fresh() {
    machine = machine(folder.resolve("sys"));
    forwarding = Forwarding.changes(machine.settings());
  }

  private static FakeMachine machine(Path sysctls) {
    return new FakeMachine(sysctls)
        .set(FORWARD, "0")
        .set(ALL, "0")
        .set(WAN1, "1")
        .set(WAN2, "0")
        .set(REDIRECTS, "1")
        .set("net/ipv4/conf/wan1/forwarding", "0")
        .set(FORWARD6, "0")
        .set(RA, "1");
  }

  private HostJournal journal() {
    return HostJournal.open(folder.resolve("journal"), "boot/ns");
  }

  private HostNetwork network(HostJournal journal) {
    return new HostNetwork(machine, machine.settings(), machine, journal);
  }

  private List<HostChange> router(int mtu, String... wans) {
    return RouterPlan.changes(
        new RouterPlan.Input(
            "tquic0",
            mtu,
            INNER,
            List.of(Cidr.ALL_IPV4, Cidr.ALL_IPV6),
            List.of(wans),
            Stream.of(wans).map(w -> Cidr.parseAddress("10.71.0." + w.length())).toList(),
            true),
        forwarding);
  }

  @Test
  void makesWhatIsWantedAndTakesAllBack() {
    Map<String, Object> before = machine.state("tquic0", KEYS);
    try (HostJournal journal = journal();
        HostNetwork network = network(journal)) {
      network.converge(router(1400, "wan1", "wan2"));

      assertThat(machine.get(FORWARD)).isEqualTo("1");
      assertThat(machine.get(FORWARD6)).isEqualTo("1");
      assertThat(machine.get(RA)).as("deaf to advertisements otherwise").isEqualTo("2");
      assertThat(machine.get(WAN1)).as("strict becomes loose").isEqualTo("2");
      assertThat(machine.get(WAN2)).as("off stays off").isEqualTo("0");
      assertThat(machine.links).containsEntry("tquic0", 1400);
      assertThat(machine.addresses).containsExactly("tquic0 10.77.0.2/32", "tquic0 fd00::2/128");
      assertThat(machine.routes).hasSize(2);
      assertThat(machine.rules).hasSize(7);
      assertThat(machine.tables).containsOnlyKeys("tquic");
      assertThat(machine.calls.getLast()).contains("preference=5220");
    }
    assertThat(machine.state("tquic0", KEYS)).isEqualTo(before);
    assertThat(machine.addresses).isEmpty();
    assertThat(machine.routes).isEmpty();
  }

  @Test
  void loosensByTheLargerOfBothSettings() {
    machine.set(ALL, "1");
    try (HostJournal journal = journal();
        HostNetwork network = network(journal)) {
      network.converge(router(1400, "wan2"));
      assertThat(machine.get(WAN2)).isEqualTo("2");
      assertThat(machine.get(ALL)).isEqualTo("1");
    }
    assertThat(machine.get(WAN2)).isEqualTo("0");
  }

  @Test
  void changesTheMtuWithoutAGap() {
    try (HostJournal journal = journal();
        HostNetwork network = network(journal)) {
      network.converge(router(1400, "wan1"));
      machine.calls.clear();
      network.converge(router(1380, "wan1"));
      assertThat(machine.calls).containsExactly("link tquic0 1380", "table tquic");
      assertThat(machine.tables.get("tquic")).contains("size set 1340", "size set 1320");
      assertThat(network.applied()).containsAll(router(1380, "wan1"));
    }
    assertThat(machine.tables).isEmpty();
  }

  @Test
  void makesAFirewallTableAnewThatSomebodyFlushed() {
    try (HostJournal journal = journal();
        HostNetwork network = network(journal)) {
      assertThat(network.restoreTables()).as("there is none yet").isEmpty();
      network.converge(router(1400, "wan1"));
      String body = machine.tables.get("tquic");
      machine.calls.clear();
      assertThat(network.restoreTables()).isEmpty();
      assertThat(machine.calls).isEmpty();
      machine.tables.clear();
      assertThat(network.restoreTables()).containsExactly("tquic");
      assertThat(machine.tables).containsEntry("tquic", body);
    }
    assertThat(machine.tables).isEmpty();
  }

  @Test
  void doesNothingWhenNothingChanged() {
    try (HostJournal journal = journal();
        HostNetwork network = network(journal)) {
      network.converge(router(1400, "wan1"));
      machine.calls.clear();
      network.converge(router(1400, "wan1"));
      assertThat(machine.calls).isEmpty();
    }
  }

  @Test
  void takesBackWhatALinkNeededWhenItGoes() {
    try (HostJournal journal = journal();
        HostNetwork network = network(journal)) {
      network.converge(router(1400, "wan1", "w2"));
      network.converge(router(1400, "w2"));
      assertThat(machine.get(WAN1)).isEqualTo("1");
      assertThat(machine.rules)
          .noneMatch(rule -> rule.from().equals(Optional.of(INNER.getFirst())))
          .anyMatch(rule -> rule.from().isPresent());
      assertThat(machine.rules).hasSize(7);
    }
  }

  @Test
  void leavesASettingThatTheOperatorChangedSince() {
    try (HostJournal journal = journal();
        HostNetwork network = network(journal)) {
      network.converge(router(1400, "wan1"));
      machine.set(WAN1, "0");
    }
    assertThat(machine.get(WAN1)).isEqualTo("0");
    assertThat(machine.get(FORWARD)).isEqualTo("0");
  }

  @Test
  void goesOnTakingBackAfterOneRefusalAndTriesThatAgainLater() {
    Map<String, Object> before = machine.state("tquic0", KEYS);
    HostJournal journal = journal();
    HostNetwork network =
        new HostNetwork(machine, machine.settings(), new NftFirewall("/no/such/program"), journal);
    assertThatThrownBy(() -> network.converge(router(1400, "wan1")))
        .hasMessageContaining("/no/such/program cannot be run");
    assertThatThrownBy(network::close).hasMessageContaining("/no/such/program");
    assertThat(machine.state("tquic0", KEYS)).isEqualTo(before);
    assertThat(journal.outstanding()).containsExactly(new HostUndo.RemoveTable("tquic"));
    journal.close();

    try (HostJournal next = journal();
        HostNetwork recovered = network(next)) {
      recovered.recover();
      recovered.recover();
      assertThat(next.outstanding()).isEmpty();
    }
  }

  /** Whatever was done and wherever it was killed, the next start puts everything back. */
  @Property(tries = 60)
  void recoversFromAKillAtAnyPoint(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 5) Integer> plans,
      @ForAll @IntRange(min = 0, max = 40) int steps,
      @ForAll @IntRange(min = 0, max = 12) int recoverySteps)
      throws IOException {
    Path place = Files.createTempDirectory("tqgw");
    try {
      folder = place;
      fresh();
      Map<String, Object> before = machine.state("tquic0", KEYS);
      machine.stepsToLive = steps;
      runAndBeKilled(plans);
      machine.stepsToLive = recoverySteps;
      recoverAndBeKilled();
      machine.stepsToLive = Integer.MAX_VALUE;
      try (HostJournal journal = journal();
          HostNetwork network = network(journal)) {
        network.recover();
        assertThat(machine.state("tquic0", KEYS)).isEqualTo(before);
        assertThat(journal.outstanding()).isEmpty();
      }
    } finally {
      delete(place);
    }
  }

  private void runAndBeKilled(List<Integer> plans) {
    try (HostJournal journal = journal()) {
      HostNetwork network = network(journal);
      network.recover();
      for (int plan : plans) {
        List<String> wans = new ArrayList<>(List.of("wan1"));
        if (plan % 2 == 0) {
          wans.add("wan22");
        }
        network.converge(router(1300 + plan, wans.toArray(String[]::new)));
      }
      network.close();
    } catch (FakeMachine.Killed e) {
      assertThat(machine.stepsToLive).isNegative();
    }
  }

  private void recoverAndBeKilled() {
    try (HostJournal journal = journal()) {
      network(journal).recover();
    } catch (FakeMachine.Killed e) {
      assertThat(machine.stepsToLive).isNegative();
    }
  }

  private static void delete(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
