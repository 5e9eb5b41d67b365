package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tquic.lab.Lab;
import org.tquic.lab.LabException;
import org.tquic.lab.LabProcess;
import org.tquic.lab.Wan;
import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.emulator.LinkCounters;
import org.tquic.lab.traffic.TrafficPair;
import org.tquic.lab.traffic.Transfer;

/** The lab itself, without the bond: links do what they are told, and nothing stays behind. */
@NeedsLab
class LabIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static Lab lab;
  private static TrafficPair traffic;

  @BeforeAll
  static void open() {
    lab = Labs.open(LabIT.class, List.of(WanSpec.of(50, 16), WanSpec.of(30, 30)));
    traffic = new TrafficPair(lab);
  }

  @AfterAll
  static void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private static int answered(int probes) {
    return traffic.ping(probes, Duration.ofMillis(20)).size();
  }

  @Test
  void probesTakeAtLeastTheDelayOfTheLinkBothWays() {
    List<Double> wired = traffic.ping(10, Duration.ofMillis(20));
    assertThat(wired).hasSize(10).allMatch(rttMs -> rttMs >= 32);

    lab.prefer(lab.wan(1));
    List<Double> phone = traffic.ping(10, Duration.ofMillis(20));
    lab.preferNone();
    assertThat(phone).hasSize(10).allMatch(rttMs -> rttMs >= 60);
  }

  @Test
  void transfersArriveUnharmedBothWaysAndOnlyOverThePreferredLink() {
    for (Direction direction : Direction.values()) {
      LinkCounters before = lab.emulator().counters("wan1", direction);
      LinkCounters other = lab.emulator().counters("wan2", direction);
      Transfer transfer = traffic.sized(direction, 2, 500_000);
      assertThat(transfer.awaitEnd(PATIENCE)).isEqualTo(1_000_000);
      long carried = lab.emulator().counters("wan1", direction).bytes() - before.bytes();
      assertThat(carried).isGreaterThan(1_000_000);
      assertThat(lab.emulator().counters("wan2", direction)).isEqualTo(other);
    }
  }

  @Test
  void ipv6ReachesTheWeb() {
    assertThat(traffic.sized6(Direction.IN, 1, 100_000).awaitEnd(PATIENCE)).isEqualTo(100_000);
  }

  @Test
  void aLinkIsNeverFasterThanItsRate() {
    lab.emulator().set("wan1", Direction.IN, "rate=4mbit");
    long startNs = System.nanoTime();
    traffic.sized(Direction.IN, 4, 250_000).awaitEnd(PATIENCE);
    long endNs = System.nanoTime();
    lab.emulator().set("wan1", Direction.IN, "rate=50mbit");
    // A million bytes of payload are at least 8.5 Mbit on the wire.
    assertThat((endNs - startNs) / 1e9).isGreaterThan(8.5 / 4 * 0.99);
  }

  @Test
  void aBlackholeIsSilentAndEnds() {
    Wan wan = lab.wan(0);
    lab.blackhole(wan, true);
    assertThat(answered(5)).isZero();
    assertThat(carrier(wan)).isEqualTo("1");
    lab.blackhole(wan, false);
    assertThat(answered(5)).isEqualTo(5);
  }

  @Test
  void aBlackholeOfOneDirectionLeavesTheOtherAlone() {
    LinkCounters in = lab.emulator().counters("wan1", Direction.IN);
    LinkCounters out = lab.emulator().counters("wan1", Direction.OUT);
    lab.emulator().blackhole("wan1", Direction.IN, true);
    assertThat(answered(5)).isZero();
    lab.emulator().blackhole("wan1", Direction.IN, false);
    assertThat(lab.emulator().counters("wan1", Direction.IN).blackholed() - in.blackholed())
        .isGreaterThanOrEqualTo(5);
    assertThat(lab.emulator().counters("wan1", Direction.OUT).blackholed())
        .isEqualTo(out.blackholed());
  }

  @Test
  void theCarrierGoesAndComesBack() {
    Wan wan = lab.wan(0);
    assertThat(carrier(wan)).isEqualTo("1");
    lab.carrier(wan, false);
    assertThat(carrier(wan)).isEqualTo("0");
    lab.carrier(wan, true);
    assertThat(carrier(wan)).isEqualTo("1");
    assertThat(answered(5)).isEqualTo(5);
  }

  private static String carrier(Wan wan) {
    return lab.run(Lab.ROUTER, "cat", "/sys/class/net/" + wan.name() + "/carrier");
  }

  @Test
  void randomLossLosesItsShare() {
    lab.emulator().set("wan1", Direction.OUT, "loss=30%");
    int answered = traffic.ping(300, Duration.ofMillis(5)).size();
    lab.emulator().set("wan1", Direction.OUT, "loss=0%");
    // 210 are expected; the bounds are more than seven standard deviations away.
    assertThat(answered).isBetween(150, 270);
  }

  @Test
  void theWebSeesTheAddressOfTheGateway() {
    Transfer transfer = traffic.timed(Direction.IN, 1, Duration.ofSeconds(2));
    transfer.awaitBytes(100_000, PATIENCE);
    assertThat(lab.run(Lab.WEB, "ss", "-Htn"))
        .contains("203.0.113.11]:")
        .doesNotContain("192.168.77")
        .doesNotContain("10.71.0");
    transfer.awaitEnd(PATIENCE);
  }

  @Test
  void aLinkComesAndGoesWhileTheLabRuns() {
    Wan third = lab.addWan(WanSpec.of(10, 5));
    lab.prefer(third);
    assertThat(traffic.ping(5, Duration.ofMillis(20))).hasSize(5).allMatch(rtt -> rtt >= 10);
    lab.removeWan(third);
    assertThat(lab.exec(Lab.ROUTER, "ip", "link", "show", third.name()).succeeded()).isFalse();
    assertThat(answered(5)).isEqualTo(5);
  }

  @Test
  void theAddressesOfALinkChange() {
    Wan wan = lab.wan(0);
    lab.changeAddress(wan, 9);
    assertThat(lab.run(Lab.ROUTER, "ip", "-4", "-o", "address", "show", "dev", "wan1"))
        .contains("10.71.0.9/24")
        .doesNotContain("10.71.0.2/");
    assertThat(answered(5)).isEqualTo(5);
    lab.rebindNat(wan, 50);
    assertThat(answered(5)).isEqualTo(5);
    lab.rebindNat(wan, 11);
    lab.changeAddress(wan, 2);
    assertThat(answered(5)).isEqualTo(5);
  }

  @Test
  void mistakesInCommandsAreNamed() {
    assertThatThrownBy(() -> lab.emulator().ask("set wan9 both rate=1mbit"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("wan9");
    assertThatThrownBy(() -> lab.emulator().ask("set wan1 both rate=1"))
        .hasMessageContaining("50mbit");
    assertThatThrownBy(() -> lab.run(Lab.LAN, "false")).hasMessageContaining("status 1");
  }

  @Test
  void nothingStaysBehindWhenTheLabIsClosed() {
    Lab other = Labs.open(LabIT.class, List.of(WanSpec.BARE));
    long keeper = other.keeperPid();
    Path folder = other.folder();
    LabProcess stubborn =
        other.spawn(
            Lab.LAN, "stubborn", List.of("sh", "-c", "trap '' TERM; while :; do sleep 1; done"));
    ProcessHandle program = ProcessHandle.of(stubborn.pid()).orElseThrow();
    other.close();
    program.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(program.isAlive()).isFalse();
    assertThat(ProcessHandle.of(keeper).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    assertThat(Files.exists(folder)).isFalse();
  }
}
