package org.tquic.congestion.westwood;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.recovery.NewReno;
import org.tquic.quic.sim.pair.CongestionBench;

/** Whole connections on simulated links, in virtual time. */
class WestwoodSimulationTest {
  private static final String CABLE = "rate=50mbit delay=16ms queue=200kb";
  private static final WestwoodPlugin WESTWOOD = new WestwoodPlugin();

  @Test
  void aLinkIsFilled() {
    CongestionBench bench = CongestionBench.sharing(81, CABLE, WESTWOOD);
    bench.start(0).run(3).mark().run(15);
    assertThat(bench.utilisation(0)).isGreaterThan(0.95);
  }

  /** What it is for: losses that are not the bottleneck's. */
  @Test
  void randomLossCostsLessThanWithNewReno() {
    String radio = "rate=20mbit delay=25ms queue=100kb loss=0.3%";
    CongestionBench westwood = CongestionBench.sharing(82, radio, WESTWOOD);
    westwood.start(0).run(5).mark().run(20);
    CongestionBench newReno = CongestionBench.sharing(82, radio, NewReno.FACTORY);
    newReno.start(0).run(5).mark().run(20);
    assertThat(westwood.goodputBps(0)).isGreaterThan(1.3 * newReno.goodputBps(0));
  }

  @Test
  void connectionsShareALink() {
    CongestionBench bench =
        CongestionBench.sharing(83, "rate=20mbit delay=16ms queue=100kb", WESTWOOD, WESTWOOD);
    bench.start(0).run(3).start(1).run(30).mark().run(30);
    assertThat(bench.fairness()).isGreaterThan(0.95);
  }

  @Test
  void besideNewRenoBothGetOn() {
    CongestionBench bench =
        CongestionBench.sharing(84, "rate=20mbit delay=16ms queue=80kb", WESTWOOD, NewReno.FACTORY);
    bench.start(0).start(1).run(20).mark().run(40);
    assertThat(bench.fairness()).isGreaterThan(0.85);
  }

  @Test
  void aBlackoutIsSurvived() {
    CongestionBench bench = CongestionBench.sharing(85, CABLE, WESTWOOD);
    bench.start(0).run(3).blackhole(0, true).run(1).blackhole(0, false).run(2).mark().run(3);
    assertThat(bench.utilisation(0)).isGreaterThan(0.9);
  }
}
