package org.tquic.bond.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tquic.spi.scheduler.Decision;

/** One-way delays are compared by the news of both carriers that come back in one message. */
class ForwardDelayTest {
  private static final double MS = 1e-6;

  private final SimulatedBond bond = new SimulatedBond();

  @AfterEach
  void stop() {
    bond.close();
  }

  private void takeTurns() {
    int[] turn = new int[1];
    bond.left.core.selectScheduler(
        TroubleScript.factory("turns", (unit, paths, nowNs) -> Decision.send(turn[0]++ & 1)),
        bond.clock.nowNs());
  }

  /** Round trips of 80 and 60 ms, but the first is the faster one on the way there. */
  @Test
  void theWayBackDoesNotCount() {
    SimulatedBond.Wire a = bond.connectOneSided("wan1", 50, 10, 70);
    SimulatedBond.Wire b = bond.connectOneSided("wan2", 50, 40, 20);
    takeTurns();
    bond.send(1, 0, 10, 2_000);
    assertThat(a.leftEnd().forwardDelayNs() * MS).isLessThan(2);
    assertThat(b.leftEnd().forwardDelayNs() * MS).isBetween(27.0, 33.0);
  }

  @Test
  void aCarrierThatIsNotUsedIsUnknownAfterAWhile() {
    bond.connect("wan1", 50, 10);
    SimulatedBond.Wire b = bond.connect("wan2", 50, 40);
    assertThat(b.leftEnd().forwardDelayNs()).isEqualTo(-1);
    takeTurns();
    int count = bond.send(1, 0, 10, 1_000);
    assertThat(b.leftEnd().forwardDelayNs() * MS).isBetween(27.0, 33.0);
    bond.left.core.selectBuiltInScheduler(bond.clock.nowNs());
    bond.send(1, count, 1, 6_000);
    assertThat(b.leftEnd().forwardDelayNs()).isEqualTo(-1);
  }
}
