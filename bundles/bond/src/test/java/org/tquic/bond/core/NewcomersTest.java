package org.tquic.bond.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tquic.bond.core.SimulatedBond.Wire;
import org.tquic.bond.wire.DataHeader;

/** What a path whose MTU is not found yet does to the bond's largest packet: nothing, if it may. */
class NewcomersTest {
  private static final int LARGE = 1430;
  private static final int SMALL = 1150;

  private final SimulatedBond bond = new SimulatedBond();

  @AfterEach
  void stop() {
    bond.close();
    assertThat(bond.unreleasedBytes()).isZero();
    assertThat(bond.left.idleTimers + bond.right.idleTimers).as("idle timers").isZero();
  }

  private static void mtuFound(Wire wire) {
    wire.there().maxPayload(LARGE);
    wire.back().maxPayload(LARGE);
  }

  private void assertLargestPacket(int payload) {
    assertThat(bond.left.core.maxPacket()).isEqualTo(payload - DataHeader.SIZE);
  }

  @Test
  void aNewPathWaitsUntilItsMtuIsFound() {
    bond.connect("wan1", 50, 10);
    Wire fresh = bond.connect("wan2", 50, 10, SMALL);
    assertThat(bond.left.states).containsExactly("wan1 ACTIVE NONE", "wan2 VALIDATED NONE");
    assertLargestPacket(LARGE);
    int count = bond.send(1, 0, 10, 100);
    assertThat(fresh.there().carriedBytes()).as("pings only").isLessThan(1000);
    mtuFound(fresh);
    bond.runMs(30);
    assertThat(bond.left.states).endsWith("wan2 ACTIVE NONE");
    assertLargestPacket(LARGE);
    bond.send(1, count, 80, 300);
    assertThat(fresh.there().carriedBytes()).isGreaterThan(100_000);
    assertThat(bond.left.tooBig).isZero();
  }

  @Test
  void aPathThatCarriesLessIsTakenAfterAWhile() {
    bond.connect("wan1", 50, 10);
    bond.connect("wan2", 50, 10, SMALL);
    bond.runMs(900);
    assertLargestPacket(LARGE);
    bond.runMs(200);
    assertThat(bond.left.states).endsWith("wan2 ACTIVE NONE");
    assertLargestPacket(SMALL);
  }

  @Test
  void aPathIsTakenAtOnceWhenItIsTheOnlyOne() {
    Wire old = bond.connect("wan1", 50, 10);
    Wire fresh = bond.connect("wan2", 50, 10, SMALL);
    bond.disconnect(old);
    assertThat(bond.left.states)
        .containsExactly(
            "wan1 ACTIVE NONE", "wan2 VALIDATED NONE", "wan2 ACTIVE NONE", "wan1 REMOVED DISABLED");
    assertLargestPacket(SMALL);
    mtuFound(fresh);
    bond.runMs(600);
    assertLargestPacket(LARGE);
  }

  @Test
  void aPathIsTakenAtOnceWhenTheOthersAreSilent() {
    Wire old = bond.connect("wan1", 50, 10);
    bond.runMs(100);
    old.blackhole(true);
    bond.connect("wan2", 50, 10, SMALL);
    bond.send(1, 0, 5, 700);
    assertThat(bond.left.states)
        .containsSubsequence("wan2 VALIDATED NONE", "wan1 SUSPECT SILENT", "wan2 ACTIVE NONE");
  }

  @Test
  void whatComesOnAPathThatWaitsIsDelivered() {
    bond.connect("wan1", 50, 10);
    Wire fresh = bond.connect("wan2", 50, 10, SMALL);
    fresh.back().maxPayload(LARGE);
    bond.runMs(100);
    assertThat(bond.right.states).endsWith("wan2 ACTIVE NONE");
    assertThat(bond.left.states).endsWith("wan2 VALIDATED NONE");
    bond.right.core.retireCarrier(bond.right.core.carriers().getFirst(), bond.clock.nowNs());
    bond.right.send(1, 0, 1300);
    bond.right.send(1, 1, 1300);
    bond.runMs(100);
    assertThat(bond.left.delivered).containsEntry(1, List.of(0, 1));
    assertThat(bond.left.states).endsWith("wan2 VALIDATED NONE");
  }
}
