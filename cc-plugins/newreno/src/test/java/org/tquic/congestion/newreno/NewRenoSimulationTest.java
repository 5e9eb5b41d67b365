package org.tquic.congestion.newreno;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.sim.pair.CongestionBench;

/** Whole connections on simulated links, in virtual time. */
class NewRenoSimulationTest {
  private static final String DSL = "rate=20mbit delay=16ms queue=80kb";
  private static final NewRenoPlugin NEW_RENO = new NewRenoPlugin();

  @Test
  void aLinkIsFilled() {
    CongestionBench bench = CongestionBench.sharing(141, DSL, NEW_RENO);
    bench.start(0).run(3).mark().run(15);
    assertThat(bench.utilisation(0)).isGreaterThan(0.95);
  }

  @Test
  void connectionsShareALink() {
    CongestionBench bench = CongestionBench.sharing(142, DSL, NEW_RENO, NEW_RENO);
    bench.start(0).run(3).start(1).run(20).mark().run(40);
    assertThat(bench.fairness()).isGreaterThan(0.95);
  }
}
