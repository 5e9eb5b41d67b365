package org.tquic.bond.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.api.bond.PathReason;

/** One link of two falls silent while packets go both ways; the other one is well. */
class FailoverTest {
  private static final long LONGEST_STALL_MS = 200;

  enum Silence {
    BOTH_WAYS,
    ONLY_THERE,
    ONLY_BACK
  }

  static Stream<Arguments> cases() {
    int[][] delaysMs = {{2, 2}, {5, 60}, {60, 5}, {30, 30}, {60, 60}};
    return Stream.of(delaysMs)
        .flatMap(
            delays ->
                Stream.of(Silence.values())
                    .map(silence -> Arguments.of(delays[0], delays[1], silence)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingIsLostOrStallsForLong(int deadDelayMs, int wellDelayMs, Silence silence) {
    SimulatedBond bond = new SimulatedBond();
    SimulatedBond.Wire dying = bond.connect("dying", 20, deadDelayMs);
    bond.connect("well", 20, wellDelayMs);
    TroubleScript script = new TroubleScript(bond, 1);
    script.startTraffic();
    bond.runMs(1_000);
    dying.there().blackhole(silence != Silence.ONLY_BACK);
    dying.back().blackhole(silence != Silence.ONLY_THERE);
    bond.runMs(3_000);
    script.stopTraffic();
    bond.runMs(1_000);
    for (TroubleScript.Flow flow : script.flows) {
      assertThat(flow.delivered()).hasSize(flow.sent).doesNotHaveDuplicates();
      assertThat(flow.to.longestGapByFlowNs.get(flow.id) / 1_000_000)
          .as("longest stall of %s, ms", flow)
          .isLessThanOrEqualTo(LONGEST_STALL_MS);
    }
    bond.close();
    assertThat(bond.unreleasedBytes()).isZero();
  }

  /** News that is late and comes after all costs some packets sent twice, and nothing else. */
  @Test
  void aPauseIsBridgedWithoutSuspicion() {
    SimulatedBond bond = new SimulatedBond();
    SimulatedBond.Wire pausing = bond.connect("pausing", 50, 16);
    bond.connect("well", 30, 20);
    TroubleScript script = new TroubleScript(bond, 1);
    script.startTraffic();
    bond.runMs(1_000);
    int before = bond.right.states.size();
    pausing.there().pauseMs(110);
    pausing.back().pauseMs(110);
    boolean doubted = false;
    for (int ms = 0; ms < 500; ms++) {
      bond.runMs(1);
      doubted |= inDoubt(pausing);
    }
    assertThat(doubted).isTrue();
    assertThat(inDoubt(pausing)).isFalse();
    assertThat(bond.right.states).hasSize(before);
    long carried = pausing.leftEnd().ledger().next();
    bond.runMs(500);
    assertThat(pausing.leftEnd().ledger().next()).as("used again").isGreaterThan(carried);
    script.stopTraffic();
    bond.runMs(1_000);
    for (TroubleScript.Flow flow : script.flows) {
      assertThat(flow.delivered()).hasSize(flow.sent).doesNotHaveDuplicates();
    }
    bond.close();
    assertThat(bond.unreleasedBytes()).isZero();
  }

  private static boolean inDoubt(SimulatedBond.Wire wire) {
    return wire.leftEnd().health().inDoubt() || wire.rightEnd().health().inDoubt();
  }

  /** The left end sees its link go down and tells; what the right end sent comes another way. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLinkThatIsDownIsLeftAtOnceAndNotTriedAgain(boolean first) {
    SimulatedBond bond = new SimulatedBond();
    SimulatedBond.Wire one = bond.connect("one", 50, 16);
    SimulatedBond.Wire two = bond.connect("two", 30, 30);
    SimulatedBond.Wire dying = first ? one : two;
    TroubleScript script = new TroubleScript(bond, 1);
    script.startTraffic();
    bond.runMs(1_000);
    dying.blackhole(true);
    bond.left.core.onLinkDown(dying.leftEnd(), PathReason.NO_CARRIER, bond.clock.nowNs());
    bond.runMs(3_000);
    script.stopTraffic();
    bond.runMs(1_000);
    for (TroubleScript.Flow flow : script.flows) {
      assertThat(flow.delivered()).hasSize(flow.sent).doesNotHaveDuplicates();
      assertThat(flow.to.longestGapByFlowNs.get(flow.id) / 1_000_000)
          .as("longest stall of %s, ms", flow)
          .isLessThanOrEqualTo(150);
    }
    String name = dying.leftEnd().linkName();
    assertThat(bond.right.states).contains(name + " SUSPECT PEER_REPORT");
    assertThat(bond.right.states.getLast()).isEqualTo(name + " SUSPECT PEER_REPORT");
    bond.close();
    assertThat(bond.unreleasedBytes()).isZero();
  }
}
