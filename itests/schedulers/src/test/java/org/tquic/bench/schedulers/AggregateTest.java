package org.tquic.bench.schedulers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.congestion.bbr.BbrPlugin;
import org.tquic.congestion.cubic.CubicPlugin;
import org.tquic.scheduler.aggregate.AggregateScheduler;
import org.tquic.scheduler.minrtt.MinRttScheduler;
import org.tquic.simulate.BenchResult;
import org.tquic.simulate.BondBench;
import org.tquic.simulate.Scenario;
import org.tquic.simulate.Scenarios;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** What the aggregate scheduler is for, on links without loss. */
class AggregateTest {
  static Stream<Scenario> withoutLoss() {
    return Stream.of(Scenarios.EQUAL, Scenarios.UNEQUAL, Scenarios.TEN_TO_ONE);
  }

  private static BenchResult run(Scenario scenario, PathSchedulerFactory scheduler) {
    return new BondBench(new CubicPlugin(), 3).run(scenario, scheduler, new BbrPlugin());
  }

  @ParameterizedTest
  @MethodSource("withoutLoss")
  void allLinksAreFilledAndFasterThanTheBestAlone(Scenario scenario) {
    BenchResult bond = run(scenario, new AggregateScheduler());
    assertThat(bond.efficiency()).isGreaterThan(0.95);
    BenchResult best = run(scenario.alone(0), new MinRttScheduler());
    assertThat(bond.goodputBps()).isGreaterThan(best.goodputBps());
  }

  @Test
  void aCallBesideBulkIsNotLaterThanUnderMinRtt() {
    BenchResult aggregate = run(Scenarios.UNEQUAL, new AggregateScheduler());
    BenchResult minRtt = run(Scenarios.UNEQUAL, new MinRttScheduler());
    assertThat(aggregate.voiceP50Ns()).isLessThan(minRtt.voiceP50Ns());
    assertThat(aggregate.voiceP99Ns()).isLessThan(minRtt.voiceP99Ns());
  }
}
