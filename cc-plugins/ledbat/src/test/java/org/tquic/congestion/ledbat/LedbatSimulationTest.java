package org.tquic.congestion.ledbat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.recovery.NewReno;
import org.tquic.quic.sim.pair.CongestionBench;

/** Whole connections on simulated links, in virtual time. */
class LedbatSimulationTest {
  private static final LedbatPlugin LEDBAT = new LedbatPlugin();

  /** A queue that could take 160 ms: the target is 60. */
  private static final String DEEP = "rate=20mbit delay=16ms queue=400kb";

  @Test
  void aloneItUsesTheLinkAndStaysBelowItsTarget() {
    CongestionBench bench = CongestionBench.sharing(101, DEEP, LEDBAT);
    bench.start(0).run(20).mark().run(60);
    assertThat(bench.utilisation(0)).isGreaterThan(0.85);
    assertThat(bench.meanQueueMs(0)).isLessThan(65);
  }

  @Test
  void cableIsFilled() {
    CongestionBench bench =
        CongestionBench.sharing(102, "rate=50mbit delay=16ms queue=600kb", LEDBAT);
    bench.start(0).run(20).mark().run(60);
    assertThat(bench.utilisation(0)).isGreaterThan(0.85);
  }

  /** What it is for. */
  @Test
  void itYieldsToNewReno() {
    CongestionBench bench = CongestionBench.sharing(103, DEEP, LEDBAT, NewReno.FACTORY);
    bench.start(0).run(10).start(1).run(10).mark().run(40);
    double all = bench.goodputBps(0) + bench.goodputBps(1);
    assertThat(bench.goodputBps(0) / all).as("share").isLessThan(0.1);
    assertThat(bench.utilisation(0)).isGreaterThan(0.95);
  }

  @Test
  void itTakesWhatIsLeftAgain() {
    CongestionBench bench = CongestionBench.sharing(104, DEEP, LEDBAT, NewReno.FACTORY);
    bench.start(0).start(1).run(20).stop(1).run(20).mark().run(20);
    assertThat(bench.utilisation(0)).isGreaterThan(0.8);
  }

  /** Slowdowns let each see the same base delay: no advantage for the latecomer. */
  @Test
  void connectionsShareALink() {
    CongestionBench bench = CongestionBench.sharing(105, DEEP, LEDBAT, LEDBAT);
    bench.start(0).run(20).start(1).run(60).mark().run(120);
    assertThat(bench.fairness()).isGreaterThan(0.95);
  }

  @Test
  void aBlackoutIsSurvived() {
    CongestionBench bench = CongestionBench.sharing(106, DEEP, LEDBAT);
    bench.start(0).run(10).blackhole(0, true).run(1).blackhole(0, false).run(15).mark().run(20);
    assertThat(bench.utilisation(0)).isGreaterThan(0.8);
  }
}
