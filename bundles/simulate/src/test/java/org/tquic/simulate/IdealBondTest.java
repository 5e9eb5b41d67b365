package org.tquic.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.bond.core.BuiltInScheduler;
import org.tquic.congestion.bbr.BbrPlugin;
import org.tquic.congestion.cubic.CubicPlugin;
import org.tquic.quic.sim.Script;

/** What a bond is measured by. */
class IdealBondTest {
  private static final BondBench BENCH = new BondBench(new CubicPlugin(), 7);
  private static final Scenario TWO =
      Scenario.of("two", "rate=12mbit delay=10ms queue=100kb", "rate=8mbit delay=30ms queue=100kb");

  private static double ofLinks(Scenario scenario) {
    return BENCH.idealGoodputBps(scenario) / Capacity.goodputBps(scenario);
  }

  @Test
  void itHasAllThatLinksCarry() {
    assertThat(ofLinks(TWO)).isBetween(0.98, 1.0);
    String shared = "link a rate=9mbit\nlink b rate=9mbit\nbottleneck rate=6mbit queue=100kb";
    assertThat(ofLinks(Scenario.parse("shared", shared))).isBetween(0.97, 1.0);
    String lossy = "link a rate=9mbit loss=10% queue=100kb";
    assertThat(ofLinks(Scenario.parse("lossy", lossy))).isBetween(0.97, 1.0);
  }

  @Test
  void whatTcpLosesInAnOutageEvenItDoesNotGet() {
    assertThat(ofLinks(Scenarios.FAST_DIES)).isBetween(0.8, 0.9);
  }

  @Test
  void linksThatAreAllSilentAreWaitedFor() {
    Scenario silent =
        TWO.playing(
            Script.parse(
                "at 8s blackhole wan1\nat 8s blackhole wan2\nat 9s restore wan1\nat 9s restore wan2"));
    assertThat(ofLinks(silent)).isBetween(0.6, 1.0);
  }

  @Test
  void noBondIsBetter() {
    double bond = BENCH.run(TWO, new BuiltInScheduler(), new BbrPlugin()).goodputBps();
    assertThat(bond).isLessThan(BENCH.idealGoodputBps(TWO));
  }
}
