package org.tquic.bench.schedulers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.congestion.bbr.BbrPlugin;
import org.tquic.congestion.cubic.CubicPlugin;
import org.tquic.scheduler.aggregate.AggregateScheduler;
import org.tquic.simulate.BenchResult;
import org.tquic.simulate.BondBench;
import org.tquic.simulate.Scenario;
import org.tquic.simulate.Scenarios;

/** The default pair where it has most to lose: what it keeps of an ideal bond. */
class DefaultPairTest {
  static Stream<Arguments> leastShares() {
    return Stream.of(
        Arguments.of(Scenarios.UNEQUAL, 0.97),
        Arguments.of(Scenarios.LOSSY, 0.94),
        Arguments.of(Scenarios.SHARED, 0.94),
        Arguments.of(Scenarios.FAST_DIES, 0.96));
  }

  @ParameterizedTest
  @MethodSource("leastShares")
  void keepsThisShareOfAnIdealBond(Scenario scenario, double least) {
    BondBench bench = new BondBench(new CubicPlugin(), 1);
    BenchResult bond = bench.run(scenario, new AggregateScheduler(), new BbrPlugin());
    assertThat(bond.goodputBps() / bench.idealGoodputBps(scenario)).isGreaterThan(least);
  }
}
