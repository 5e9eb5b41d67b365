package org.tquic.bond.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One link of two falls silent while packets go both ways; the other one is well. */
class FailoverTest {
  private static final long LONGEST_STALL_MS = 500;

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
    bond.left.core.onLinkDown(dying.leftEnd(), bond.clock.nowNs());
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
