package org.tquic.bond.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Links whose windows are twice what they hold, and traffic that would fill them. */
class ShortQueueTest {
  private static final long MS = 1_000_000;

  private final SimulatedBond bond = new SimulatedBond();

  @AfterEach
  void close() {
    bond.close();
  }

  @Test
  void aFullLinkKeepsAShortQueueAndItsRate() {
    SimulatedBond.Wire wired = bond.connect("wan1", 50, 16);
    SimulatedBond.Wire phone = bond.connect("wan2", 30, 30);
    phone.there().jitterMs(15);
    phone.back().jitterMs(15);
    int count = bond.send(1, 0, 100, 5_000);
    long wiredBefore = wired.there().carriedBytes();
    long phoneBefore = phone.there().carriedBytes();
    bond.send(1, count, 100, 10_000);
    assertThat(wired.leftEnd().smoothedRttNs()).as("round trip of 32 ms").isLessThan(55 * MS);
    assertThat(phone.leftEnd().smoothedRttNs()).as("round trip of 60 ms").isLessThan(90 * MS);
    assertThat(mbps(wired, wiredBefore)).isGreaterThan(48);
    assertThat(mbps(phone, phoneBefore)).isGreaterThan(28.5);
  }

  private static double mbps(SimulatedBond.Wire wire, long before) {
    return (wire.there().carriedBytes() - before) * 8e-6 / 10;
  }

  @Test
  void aFullLinkThatDiesStallsNobodyForLong() {
    for (int dead = 0; dead < 2; dead++) {
      try (SimulatedBond fresh = new SimulatedBond()) {
        SimulatedBond.Wire wired = fresh.connect("wan1", 50, 16);
        SimulatedBond.Wire phone = fresh.connect("wan2", 30, 30);
        int count = fresh.send(1, 0, 100, 3_000);
        (dead == 0 ? wired : phone).blackhole(true);
        fresh.send(1, count, 100, 2_000);
        assertThat(fresh.right.longestGapNs / MS).as("stall, ms").isLessThan(250);
      }
    }
  }
}
