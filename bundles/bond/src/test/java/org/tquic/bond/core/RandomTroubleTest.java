package org.tquic.bond.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.util.HashSet;
import java.util.stream.LongStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.api.bond.PathState;

/**
 * Random traffic through random troubles of links, the same for the same seed; then calm. Run with
 * {@code -Dtquic.seeds=5000} for many.
 */
class RandomTroubleTest {
  private static final long TROUBLE_MS = 8_000;
  private static final long CALM_MS = 6_000;

  /** Links may die one right after the other, each time the one that has just got the traffic. */
  private static final long LONGEST_STALL_MS = 750;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("tquic.seeds", 8));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whileOneLinkIsWellNobodyNotices(long seed) {
    SimulatedBond bond = new SimulatedBond();
    TroubleScript script = new TroubleScript(bond, seed);
    script.addHealthyLink();
    script.addTroubledLink();
    play(bond, script);
    assertSoftly(
        softly -> {
          for (TroubleScript.Flow flow : script.flows) {
            softly
                .assertThat(flow.to.longestGapByFlowNs.get(flow.id) / 1_000_000)
                .as("longest stall of %s, ms", flow)
                .isLessThanOrEqualTo(LONGEST_STALL_MS);
          }
          assertNothingLost(softly, script, bond.left, bond.right);
          assertNothingLost(softly, script, bond.right, bond.left);
          softly.assertThat(bond.left.core.counters(0).abandoned()).as("abandoned").isZero();
          softly.assertThat(bond.right.core.counters(0).abandoned()).as("abandoned").isZero();
          assertCalm(softly, bond, script);
        });
    assertAllReleased(bond);
  }

  /** A flow that is too fast fills the queue; what it loses there is counted, the rest arrives. */
  @ParameterizedTest
  @MethodSource("seeds")
  void aBulkTransferTakesNothingFromTheOthers(long seed) {
    SimulatedBond bond = new SimulatedBond();
    TroubleScript script = new TroubleScript(bond, seed);
    script.addHealthyLink();
    script.addTroubledLink();
    script.startBulkTransfer();
    play(bond, script);
    assertSoftly(
        softly -> {
          assertNothingLost(softly, script, bond.left, bond.right);
          for (TroubleScript.Flow flow : script.flows.subList(1, script.flows.size())) {
            softly
                .assertThat(flow.delivered().size())
                .as("%s", flow)
                .isGreaterThan(flow.sent * 99 / 100);
          }
          assertCalm(softly, bond, script);
        });
    assertAllReleased(bond);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whenAllLinksAreInTroubleTrafficGoesOnAfterwards(long seed) {
    SimulatedBond bond = new SimulatedBond();
    TroubleScript script = new TroubleScript(bond, -seed);
    script.addTroubledLink();
    script.addTroubledLink();
    play(bond, script);
    assertSoftly(softly -> assertCalm(softly, bond, script));
    assertAllReleased(bond);
  }

  private static void play(SimulatedBond bond, TroubleScript script) {
    script.startTraffic();
    bond.runMs(500);
    script.startTroubles();
    bond.runMs(TROUBLE_MS);
    script.calmDown();
    bond.runMs(CALM_MS);
    script.stopTraffic();
    // A full queue takes that long over the slowest of the links.
    bond.runMs(2_500);
  }

  private static void assertNothingLost(
      SoftAssertions softly, TroubleScript script, SimulatedBond.Side from, SimulatedBond.Side to) {
    long sent = 0;
    long arrived = 0;
    for (TroubleScript.Flow flow : script.flows) {
      if (flow.from == from) {
        sent += flow.sent;
        arrived += new HashSet<>(flow.delivered()).size();
      }
    }
    BondCounters counters = from.core.counters(0);
    long dropped = counters.droppedByCoDel() + counters.droppedWhenFull();
    // What comes when thousands that followed it are long delivered is not worth delivering.
    long tooLate = to.core.counters(0).givenUp() - to.core.counters(0).late();
    softly
        .assertThat(arrived + dropped)
        .as("delivered or dropped by the queue")
        .isBetween(sent - tooLate - counters.abandoned(), sent);
  }

  /** Nothing came twice; all flows flow; all links are in use; nobody is awake for nothing. */
  private static void assertCalm(SoftAssertions softly, SimulatedBond bond, TroubleScript script) {
    for (TroubleScript.Flow flow : script.flows) {
      softly.assertThat(flow.delivered()).as("%s", flow).doesNotHaveDuplicates();
      softly.assertThat(flow.delivered()).as("%s", flow).contains(flow.sent - 1);
    }
    for (SimulatedBond.Side side : new SimulatedBond.Side[] {bond.left, bond.right}) {
      softly.assertThat(side.core.carriers()).allMatch(c -> c.state() == PathState.ACTIVE);
      softly.assertThat(side.core.carriers()).allMatch(c -> c.ledger().isEmpty());
      BondCounters counters = side.core.counters(0);
      softly.assertThat(counters.queuedBytes() + counters.heldBytes()).as("waiting").isZero();
      softly.assertThat(counters.malformed()).as("malformed").isZero();
      softly.assertThat(side.idleTimers).as("idle timers").isZero();
    }
    if (!softly.wasSuccess()) {
      softly.fail("after this:%n%s", String.join("\n", script.log));
    }
  }

  private static void assertAllReleased(SimulatedBond bond) {
    bond.close();
    assertThat(bond.unreleasedBytes()).isZero();
  }
}
