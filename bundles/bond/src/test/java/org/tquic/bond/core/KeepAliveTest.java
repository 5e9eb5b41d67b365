package org.tquic.bond.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.bond.path.KeepAlive;
import org.tquic.bond.path.MappingLifetime;

/** Two links of an idle bond, one of them behind a NAT that forgets. */
class KeepAliveTest {
  private static final long S = 1_000_000_000L;
  private static final long HOUR_MS = 3_600_000;
  private static final long HARDLY_EVER = 3600 * S;

  private final SimulatedBond bond = new SimulatedBond();
  private final MappingLifetime learnt = new MappingLifetime();
  private final SimulatedLink.Nat nat = new SimulatedLink.Nat(HARDLY_EVER);
  private boolean metered = true;
  private SimulatedBond.Wire wire;

  private void connect(long lifetimeSeconds) {
    nat.lifetimeNs(lifetimeSeconds * S);
    wire =
        bond.connectThrough(nat, "phone", new KeepAlive(learnt, () -> metered, bond.clock.nowNs()));
  }

  private void addCable() {
    bond.connectThrough(
        new SimulatedLink.Nat(HARDLY_EVER),
        "cable",
        new KeepAlive(new MappingLifetime(), () -> false, bond.clock.nowNs()));
  }

  @AfterEach
  void nobodyIsSuspectNorAwakeForNothing() {
    assertThat(List.of(bond.left, bond.right))
        .allSatisfy(
            side -> {
              assertThat(side.states).noneMatch(state -> state.contains("SUSPECT"));
              assertThat(side.idleTimers).isZero();
              assertThat(side.core.counters(0).malformed()).isZero();
            });
    bond.close();
    assertThat(bond.unreleasedBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {16, 20, 30, 45, 60, 90, 119, 150})
  void learnsTheLifetimeOfAMappingWithinAQuarter(long seconds) {
    connect(seconds);
    addCable();
    bond.runMs(HOUR_MS);
    assertThat(learnt.heldNs()).isBetween(seconds * S * 3 / 4, seconds * S);
    assertThat(learnt.lostNs()).isGreaterThan(seconds * S - S);
    int before = nat.forgotten();
    bond.runMs(HOUR_MS);
    assertThat(nat.forgotten()).as("once it knows").isEqualTo(before);
  }

  @Test
  void trustsNoSilenceThatIsLongerThanItMayBe() {
    connect(100_000);
    addCable();
    bond.runMs(HOUR_MS);
    assertThat(learnt.heldNs()).isEqualTo(MappingLifetime.LONGEST_NS);
    assertThat(learnt.lostNs()).isNegative();
  }

  @Test
  void triesNothingOnTheOnlyPath() {
    connect(100_000);
    bond.runMs(HOUR_MS);
    assertThat(learnt.heldNs()).isEqualTo(MappingLifetime.SAFE_NS);
    assertThat(nat.forgotten()).isZero();
  }

  @Test
  void aNatThatForgetsEarlyIsKeptAwakeAsBefore() {
    connect(8);
    addCable();
    bond.runMs(10 * 60_000);
    assertThat(learnt.heldNs()).isZero();
    assertThat(learnt.lostNs()).isEqualTo(MappingLifetime.SAFE_NS);
    assertThat(nat.forgotten()).isEqualTo(2);
    assertThat(wire.leftEnd().health().pingIntervalNs(bond.clock.nowNs())).isLessThan(8 * S);
  }

  @Test
  void noticesAnotherNat() {
    connect(120);
    addCable();
    bond.runMs(HOUR_MS);
    assertThat(learnt.heldNs()).isGreaterThan(80 * S);
    nat.lifetimeNs(40 * S);
    bond.runMs(HOUR_MS);
    assertThat(learnt.heldNs()).isBetween(30 * S, 40 * S);
  }

  @Test
  void whatASilenceSavesOnAMeteredLink() {
    connect(100_000);
    addCable();
    bond.runMs(HOUR_MS);
    long before = wire.there().sentDatagrams() + wire.back().sentDatagrams();
    bond.runMs(HOUR_MS);
    long perHour = wire.there().sentDatagrams() + wire.back().sentDatagrams() - before;
    // An agreement and a call every three minutes.
    assertThat(perHour).isBetween(38L, 42L);
  }

  @Test
  void aLinkThatCostsNothingIsLookedAtMoreOften() {
    metered = false;
    connect(100_000);
    addCable();
    bond.runMs(HOUR_MS);
    assertThat(learnt.heldNs()).isEqualTo(MappingLifetime.LONGEST_NS);
    assertThat(wire.leftEnd().keepAlive().gapNs()).isEqualTo(MappingLifetime.SAFE_NS);
  }

  @Test
  void lostMessagesTeachNothingWrong() {
    connect(60);
    addCable();
    wire.there().lossRate(0.05);
    wire.back().lossRate(0.05);
    bond.runMs(3 * HOUR_MS);
    assertThat(learnt.heldNs()).isBetween(45 * S, 60 * S);
    wire.there().lossRate(0);
    wire.back().lossRate(0);
    bond.runMs(10_000);
    bond.left.states.clear();
    bond.right.states.clear();
  }

  @Test
  void trafficGoesAtOnceAfterASilenceThatWasSurvived() {
    connect(30);
    addCable();
    bond.runMs(HOUR_MS);
    bond.right.send(1, 1, 500);
    bond.left.send(2, 1, 500);
    bond.runMs(100);
    assertThat(bond.left.delivered.get(1)).containsExactly(1);
    assertThat(bond.right.delivered.get(2)).containsExactly(1);
  }
}
