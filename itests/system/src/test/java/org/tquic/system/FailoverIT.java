package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.lab.Role;
import org.tquic.lab.StandardCase;
import org.tquic.lab.Wan;
import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.traffic.Transfer;

/** What breaks, and comes back or does not, while transfers go on. */
@NeedsLab
@EachEngine
class FailoverIT {
  /** What {@link #open} gets, too. */
  @Parameter String engine;

  private static final long FLOW_BYTES = 6_000_000;

  /** Pings, their answers, and what was under way when the tiers changed. */
  private static final double SHARE_OF_PROBES = 0.03;

  private static BondedLab bonded;

  @BeforeParameterizedClassInvocation
  static void open(String engine) {
    bonded = BondedLab.open(FailoverIT.class, engine, StandardCase.A.wans());
  }

  @AfterParameterizedClassInvocation
  static void close() {
    if (bonded != null) {
      bonded.close();
    }
  }

  static Stream<Arguments> linksAndDirections() {
    return Stream.of(0, 1)
        .flatMap(
            link -> Stream.of(Direction.values()).map(direction -> Arguments.of(link, direction)));
  }

  @ParameterizedTest
  @MethodSource("linksAndDirections")
  void aTransferOutlivesTheSilentDeathOfALinkAndUsesItAgain(int index, Direction direction) {
    Wan wan = bonded.lab.wan(index);
    Transfer transfer = bonded.traffic.sized(direction, 2, FLOW_BYTES);
    transfer.awaitBytes(1_500_000, BondedLab.PATIENCE);

    bonded.lab.blackhole(wan, true);
    long atCut = transfer.bytes();
    transfer.awaitBytes(atCut + 2_500_000, BondedLab.PATIENCE);
    bonded.awaitActive(wan, false);

    bonded.lab.blackhole(wan, false);
    bonded.awaitActive(wan, true);
    assertThat(transfer.awaitEnd(BondedLab.PATIENCE)).isEqualTo(2 * FLOW_BYTES);
    bonded.awaitUse(wan, direction);
  }

  @ParameterizedTest
  @MethodSource("linksAndDirections")
  void aTransferOutlivesTheLossOfACarrierAndUsesTheLinkAgain(int index, Direction direction) {
    Wan wan = bonded.lab.wan(index);
    Transfer transfer = bonded.traffic.sized(direction, 2, FLOW_BYTES);
    transfer.awaitBytes(1_500_000, BondedLab.PATIENCE);

    bonded.lab.carrier(wan, false);
    long atCut = transfer.bytes();
    transfer.awaitBytes(atCut + 2_500_000, BondedLab.PATIENCE);
    bonded.awaitActive(wan, false);

    bonded.lab.carrier(wan, true);
    bonded.awaitActive(wan, true);
    assertThat(transfer.awaitEnd(BondedLab.PATIENCE)).isEqualTo(2 * FLOW_BYTES);
  }

  @ParameterizedTest
  @EnumSource
  void aTransferOutlivesTheDeathOfAllLinksForAMoment(Direction direction) {
    Transfer transfer = bonded.traffic.sized(direction, 2, FLOW_BYTES);
    transfer.awaitBytes(1_500_000, BondedLab.PATIENCE);
    bonded.lab.wans().forEach(wan -> bonded.lab.blackhole(wan, true));
    bonded.lab.wans().forEach(wan -> bonded.awaitActive(wan, false));
    bonded.lab.wans().forEach(wan -> bonded.lab.blackhole(wan, false));
    assertThat(transfer.awaitEnd(BondedLab.PATIENCE)).isEqualTo(2 * FLOW_BYTES);
    bonded.router.awaitReady(2);
  }

  @Test
  void aLinkOfTheSecondTierCarriesOnlyWhileTheFirstIsSilent() {
    Wan cable = bonded.lab.wan(0);
    Wan phone = bonded.lab.wan(1);
    bonded.router.console("link-tier", phone.name(), "2");
    bonded.awaitActive(phone, false);
    assertThat(shareOf(phone, Direction.OUT)).isLessThan(SHARE_OF_PROBES);

    Transfer transfer = bonded.traffic.sized(Direction.IN, 2, FLOW_BYTES / 2);
    transfer.awaitBytes(1_000_000, BondedLab.PATIENCE);
    bonded.lab.blackhole(cable, true);
    transfer.awaitBytes(transfer.bytes() + 1_500_000, BondedLab.PATIENCE);
    bonded.awaitActive(phone, true);
    bonded.lab.blackhole(cable, false);
    bonded.awaitActive(phone, false);
    assertThat(transfer.awaitEnd(BondedLab.PATIENCE)).isEqualTo(FLOW_BYTES);
    assertThat(shareOf(phone, Direction.IN)).isLessThan(SHARE_OF_PROBES);

    bonded.router.console("link-tier", phone.name(), "auto");
    bonded.awaitActive(phone, true);
  }

  /** Share of a transfer's bytes that goes over a link. */
  private static double shareOf(Wan wan, Direction direction) {
    Map<String, Long> before = bonded.carried(direction);
    bonded.traffic.sized(direction, 1, 1_500_000).awaitEnd(BondedLab.PATIENCE);
    return bonded.share(wan, direction, before);
  }

  @Test
  void aThirdLinkIsPickedUpByItselfAndGoesForGood() {
    Wan third = bonded.lab.addWan(WanSpec.of(40, 10));
    bonded.awaitActive(third, true);
    bonded.awaitUse(third, Direction.IN);

    Transfer transfer = bonded.traffic.sized(Direction.IN, 2, FLOW_BYTES);
    transfer.awaitBytes(1_500_000, BondedLab.PATIENCE);
    bonded.lab.removeWan(third);
    assertThat(transfer.awaitEnd(BondedLab.PATIENCE)).isEqualTo(2 * FLOW_BYTES);
    bonded.awaitActive(third, false);
    assertThat(Role.activeLinks(bonded.router.status())).containsExactlyInAnyOrder("wan1", "wan2");
  }

  @Test
  void aTransferOutlivesANewAddressOfALink() {
    Wan wan = bonded.lab.wan(0);
    Transfer transfer = bonded.traffic.sized(Direction.IN, 2, FLOW_BYTES);
    transfer.awaitBytes(1_500_000, BondedLab.PATIENCE);
    bonded.lab.changeAddress(wan, 9);
    assertThat(transfer.awaitEnd(BondedLab.PATIENCE)).isEqualTo(2 * FLOW_BYTES);
    bonded.router.awaitStatus(
        "wan1 active from its new address",
        status ->
            status.get("bonds").elements().getFirst().get("paths").elements().stream()
                .anyMatch(
                    path ->
                        path.get("state").text().equals("ACTIVE")
                            && path.get("local").text().contains("10.71.0.9:")),
        BondedLab.PATIENCE);
    bonded.lab.changeAddress(wan, 2);
    bonded.awaitActive(wan, true);
  }

  @Test
  void aTransferOutlivesANewMappingInTheNat() {
    Wan wan = bonded.lab.wan(0);
    Transfer transfer = bonded.traffic.sized(Direction.OUT, 2, FLOW_BYTES);
    transfer.awaitBytes(1_500_000, BondedLab.PATIENCE);
    bonded.lab.rebindNat(wan, 60);
    assertThat(transfer.awaitEnd(BondedLab.PATIENCE)).isEqualTo(2 * FLOW_BYTES);
    bonded.awaitActive(wan, true);
    bonded.lab.rebindNat(wan, 11);
    bonded.awaitActive(wan, true);
  }

  @Test
  void theRouterFindsAServerThatWasKilledAndStartedAgain() {
    List<String> before = Role.innerAddresses(bonded.router.status());
    bonded.server.kill();
    bonded.server.start(List.of());
    bonded.server.awaitReady(0);
    assertThat(Role.innerAddresses(bonded.router.awaitReady(2))).isEqualTo(before);
    assertThat(bonded.traffic.sized(Direction.IN, 2, 500_000).awaitEnd(BondedLab.PATIENCE))
        .isEqualTo(1_000_000);
  }

  @Test
  void theRouterFindsAServerThatWasStoppedAndStartedAgain() {
    List<String> before = Role.innerAddresses(bonded.router.status());
    assertThat(bonded.server.terminate()).isZero();
    bonded.router.awaitStatus(
        "it misses the server",
        status -> !status.get("state").text().equals("up"),
        BondedLab.PATIENCE);
    bonded.server.start(List.of());
    bonded.server.awaitReady(0);
    assertThat(Role.innerAddresses(bonded.router.awaitReady(2))).isEqualTo(before);
    assertThat(bonded.traffic.sized(Direction.OUT, 2, 500_000).awaitEnd(BondedLab.PATIENCE))
        .isEqualTo(1_000_000);
  }
}
