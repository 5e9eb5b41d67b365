package org.tquic.bond.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathState;
import org.tquic.bond.core.SimulatedBond.Wire;
import org.tquic.bond.path.KeepAlive;
import org.tquic.bond.path.MappingLifetime;
import org.tquic.bond.wire.DataHeader;

/** A cable that carries and a phone of the second tier that waits; the left end decides. */
class LinkTiersTest {
  private static final Map<String, Integer> PHONE_WAITS = Map.of("phone", 2);

  /** Pings and their answers, of one direction, in a second or two. */
  private static final long WARM_BYTES = 500;

  /** What one link alone takes to be suspected, and a repair. */
  private static final long LONGEST_STALL_MS = 350;

  private final SimulatedBond bond = new SimulatedBond();
  private final TroubleScript script = new TroubleScript(bond, 1);
  private Wire cable;
  private Wire phone;

  private void connect(Map<String, Integer> tiers) {
    cable = bond.connect("cable", 50, 10);
    phone = bond.connect("phone", 30, 30);
    decide(tiers);
    bond.runMs(500);
  }

  private void decide(Map<String, Integer> tiers) {
    bond.left.core.decideTiers(tiers, bond.clock.nowNs());
  }

  @AfterEach
  void nothingIsLeftOver() {
    assertThat(bond.left.idleTimers + bond.right.idleTimers).as("idle timers").isZero();
    bond.close();
    assertThat(bond.unreleasedBytes()).isZero();
  }

  private static List<Long> carried(Wire wire) {
    return List.of(wire.there().carriedBytes(), wire.back().carriedBytes());
  }

  /** Bytes that a second of traffic puts on a link, there and back. */
  private List<Long> carriedInASecond(Wire wire) {
    List<Long> before = carried(wire);
    bond.runMs(1_000);
    List<Long> after = carried(wire);
    return List.of(after.getFirst() - before.getFirst(), after.getLast() - before.getLast());
  }

  private void assertCarries(Wire wire) {
    assertThat(carriedInASecond(wire)).allMatch(bytes -> bytes > 100_000);
    assertThat(wire.leftEnd().isStandby() || wire.rightEnd().isStandby()).isFalse();
  }

  private void assertWaits(Wire wire) {
    assertThat(carriedInASecond(wire)).allMatch(bytes -> bytes < WARM_BYTES);
    assertThat(wire.leftEnd().isStandby() && wire.rightEnd().isStandby()).isTrue();
  }

  private void assertAllArrives() {
    script.stopTraffic();
    bond.runMs(1_000);
    for (TroubleScript.Flow flow : script.flows) {
      assertThat(flow.delivered()).hasSize(flow.sent).doesNotHaveDuplicates();
      assertThat(flow.to.longestGapByFlowNs.get(flow.id) / 1_000_000)
          .as("longest stall of %s, ms", flow)
          .isLessThanOrEqualTo(LONGEST_STALL_MS);
    }
  }

  @Test
  void theHigherTierCarriesNothingEitherWay() {
    connect(PHONE_WAITS);
    script.startTraffic();
    assertWaits(phone);
    assertCarries(cable);
    assertAllArrives();
  }

  @Test
  void itTakesOverWithSuspicionAndWaitsAgainAfterTheReturn() {
    connect(PHONE_WAITS);
    script.startTraffic();
    bond.runMs(1_000);
    cable.blackhole(true);
    while (cable.leftEnd().state() == PathState.ACTIVE) {
      bond.runMs(1);
    }
    assertThat(phone.leftEnd().isStandby()).isFalse();
    assertThat(phone.leftEnd().ledger().bytesInFlight()).as("what was under way").isPositive();
    bond.runMs(500);
    assertCarries(phone);
    cable.blackhole(false);
    bond.runMs(2_500);
    assertCarries(cable);
    assertWaits(phone);
    assertAllArrives();
  }

  @Test
  void aChangeIsObeyedLiveByBothEnds() {
    connect(Map.of());
    script.startTraffic();
    script.startBulkTransfer();
    bond.runMs(500);
    assertThat(carriedInASecond(phone).getFirst()).isGreaterThan(WARM_BYTES);
    decide(PHONE_WAITS);
    bond.runMs(200);
    assertWaits(phone);
    decide(Map.of("cable", 3, "phone", 2));
    bond.runMs(200);
    assertWaits(cable);
    assertCarries(phone);
    decide(Map.of());
    bond.runMs(200);
    assertCarries(cable);
    script.stopTraffic();
  }

  @Test
  void lostMessagesAreSaidAgain() {
    connect(Map.of());
    cable.there().lossRate(0.6);
    phone.there().lossRate(0.6);
    decide(PHONE_WAITS);
    bond.runMs(800);
    assertThat(phone.rightEnd().tier()).isEqualTo(2);
    cable.there().lossRate(0);
    phone.there().lossRate(0);
    bond.runMs(500);
    long sent = cable.there().sentDatagrams();
    bond.runMs(300);
    assertThat(cable.there().sentDatagrams() - sent).as("once confirmed").isLessThan(3);
  }

  @Test
  void aCarrierIsKnownForWhatItIsBeforeItComes() {
    cable = bond.connect("cable", 50, 10);
    decide(PHONE_WAITS);
    bond.runMs(200);
    phone = bond.connect("phone", 30, 30);
    assertThat(phone.leftEnd().isStandby() && phone.rightEnd().isStandby()).isTrue();
  }

  @Test
  void onlyOneEndDecides() {
    connect(PHONE_WAITS);
    bond.right.core.decideTiers(Map.of("cable", 9), bond.clock.nowNs());
    bond.runMs(3_000);
    assertThat(cable.leftEnd().tier()).isEqualTo(1);
    assertThat(phone.leftEnd().isStandby()).isTrue();
  }

  @Test
  void whatWaitsDoesNotMakePacketsSmallerUntilItCarries() {
    cable = bond.connect("cable", 50, 10);
    phone = bond.connect("phone", 30, 30, 1200);
    decide(PHONE_WAITS);
    bond.runMs(1_500);
    assertThat(bond.left.core.maxPacket()).isEqualTo(1430 - DataHeader.SIZE);
    script.startTraffic();
    bond.runMs(1_000);
    cable.blackhole(true);
    bond.runMs(1_000);
    assertThat(bond.left.core.maxPacket()).isEqualTo(1200 - DataHeader.SIZE);
    assertThat(bond.left.tooBig).as("told to their senders").isPositive();
    TroubleScript.Flow small = script.flows.get(2);
    script.stopTraffic();
    bond.runMs(1_000);
    assertThat(small.delivered()).hasSize(small.sent).doesNotHaveDuplicates();
    assertThat(small.to.longestGapByFlowNs.get(small.id) / 1_000_000)
        .isLessThanOrEqualTo(LONGEST_STALL_MS);
  }

  @Test
  void aMeteredLinkThatWaitsCostsNextToNothingWhileAnotherIsBusy() {
    MappingLifetime learnt = new MappingLifetime();
    cable = bond.connect("cable", 50, 10);
    phone =
        bond.connectThrough(
            new SimulatedLink.Nat(Long.MAX_VALUE),
            "phone",
            new KeepAlive(learnt, () -> true, bond.clock.nowNs()));
    decide(PHONE_WAITS);
    for (int s = 0; s < 3_600; s++) {
      bond.left.send(1, s, 100);
      bond.right.send(2, s, 100);
      bond.runMs(1_000);
    }
    long before = phone.there().sentDatagrams() + phone.back().sentDatagrams();
    for (int s = 0; s < 900; s++) {
      bond.left.send(1, s, 100);
      bond.runMs(1_000);
    }
    long now = phone.there().sentDatagrams() + phone.back().sentDatagrams();
    assertThat(learnt.heldNs()).isEqualTo(MappingLifetime.LONGEST_NS);
    // An agreement and a call every three minutes.
    assertThat(now - before).isBetween(8L, 12L);
    assertThat(List.of(phone.leftEnd(), phone.rightEnd())).allMatch(end -> end.isStandby());
  }
}
