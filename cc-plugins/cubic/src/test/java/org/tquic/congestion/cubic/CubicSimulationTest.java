package org.tquic.congestion.cubic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.sim.pair.CongestionBench;

/** Whole connections on simulated links, in virtual time. */
class CubicSimulationTest {
  private static final String CABLE = "rate=50mbit delay=16ms queue=200kb";
  private static final CubicPlugin CUBIC = new CubicPlugin();

  @Test
  void aLinkIsFilled() {
    CongestionBench bench = CongestionBench.sharing(71, CABLE, CUBIC);
    bench.start(0).run(2).mark().run(15);
    assertThat(bench.utilisation(0)).isGreaterThan(0.95);
  }

  @Test
  void slowStartEndsBeforeItLosesMuch() {
    String phone = "rate=20mbit delay=30ms queue=300kb";
    CongestionBench cubic = CongestionBench.sharing(72, phone, CUBIC).start(0).run(1.5);
    // A window that doubles until something is lost loses what the queue holds, over 200 packets.
    assertThat(cubic.link(0).counters().queueDrops()).as("with HyStart++").isLessThan(120);
    cubic.run(1).mark().run(5);
    assertThat(cubic.utilisation(0)).isGreaterThan(0.9);
  }

  @Test
  void marksAreObeyed() {
    CongestionBench bench = CongestionBench.sharing(73, CABLE + " ce-above=100kb", CUBIC);
    bench.start(0).run(2).mark();
    long drops = bench.link(0).counters().queueDrops();
    bench.run(10);
    assertThat(bench.utilisation(0)).isGreaterThan(0.85);
    assertThat(bench.link(0).counters().queueDrops()).isEqualTo(drops);
  }

  /** The deeper the queue is, the longer windows need to meet. */
  @Test
  void connectionsShareALink() {
    CongestionBench bench =
        CongestionBench.sharing(74, "rate=20mbit delay=16ms queue=100kb", CUBIC, CUBIC);
    bench.start(0).run(3).start(1).run(20).mark().run(40);
    assertThat(bench.fairness()).isGreaterThan(0.95);
  }

  @Test
  void aBlackoutIsSurvived() {
    CongestionBench bench = CongestionBench.sharing(75, CABLE, CUBIC);
    bench.start(0).run(3).blackhole(0, true).run(1).blackhole(0, false).run(2).mark().run(3);
    assertThat(bench.utilisation(0)).isGreaterThan(0.9);
  }
}
