package org.tquic.congestion.prague;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tquic.quic.recovery.NewReno;
import org.tquic.quic.sim.pair.CongestionBench;

/** Whole connections on simulated links, in virtual time. */
class PragueSimulationTest {
  private static final String CABLE = "rate=50mbit delay=16ms queue=400kb";
  private static final PraguePlugin PRAGUE = new PraguePlugin();

  /** Marks begin at a queue of 2.4 to 4.8 ms; DCTCP needs 0.17 windows for a full link. */
  @ParameterizedTest
  @CsvSource({
    "0.95, 7, " + CABLE + " ce-above=30kb",
    "0.85, 3.5, " + CABLE + " ce-above=15kb",
    "0.95, 3.5, rate=50mbit delay=4ms queue=400kb ce-above=15kb",
  })
  void theQueueStaysNearTheThreshold(double least, double mostQueueMs, String link) {
    CongestionBench bench = CongestionBench.sharing(111, link, PRAGUE);
    bench.start(0).run(5).mark();
    long drops = bench.link(0).counters().queueDrops();
    bench.run(15);
    assertThat(bench.utilisation(0)).as("utilisation").isGreaterThan(least);
    assertThat(bench.meanQueueMs(0)).as("queue in ms").isLessThan(mostQueueMs);
    assertThat(bench.link(0).counters().queueDrops()).isEqualTo(drops);
  }

  @Test
  void connectionsShareALink() {
    CongestionBench bench = CongestionBench.sharing(112, CABLE + " ce-above=30kb", PRAGUE, PRAGUE);
    bench.start(0).run(3).start(1).run(30).mark().run(30);
    assertThat(bench.fairness()).isGreaterThan(0.95);
    assertThat(bench.meanQueueMs(0)).isLessThan(8);
  }

  @Test
  void withoutMarksItIsNewReno() {
    String queue = "rate=20mbit delay=16ms queue=80kb";
    CongestionBench bench = CongestionBench.sharing(113, queue, PRAGUE, NewReno.FACTORY);
    bench.start(0).start(1).run(20).mark().run(60);
    assertThat(bench.fairness()).isGreaterThan(0.9);
  }

  /** A link that clears the codepoints leaves only losses to go by. */
  @Test
  void aLinkThatClearsCodepointsIsFilled() {
    CongestionBench bench =
        CongestionBench.sharing(114, CABLE + " queue=200kb ce-above=30kb clear-ecn=on", PRAGUE);
    bench.start(0).run(3).mark().run(15);
    assertThat(bench.utilisation(0)).isGreaterThan(0.9);
    assertThat(bench.link(0).counters().ceMarked()).isZero();
  }

  @Test
  void itTakesOverAndHandsBack() {
    CongestionBench bench = CongestionBench.sharing(115, CABLE + " ce-above=30kb", NewReno.FACTORY);
    bench.start(0).run(3).swap(0, PRAGUE).run(2).mark().run(5);
    assertThat(bench.utilisation(0)).isGreaterThan(0.9);
    assertThat(bench.path(0, 0).controller()).isEqualTo("prague");
    bench.swap(0, NewReno.FACTORY).run(2).mark().run(5);
    assertThat(bench.utilisation(0)).isGreaterThan(0.8);
  }

  @Test
  void aBlackoutIsSurvived() {
    CongestionBench bench = CongestionBench.sharing(116, CABLE + " ce-above=30kb", PRAGUE);
    bench.start(0).run(3).blackhole(0, true).run(1).blackhole(0, false).run(3).mark().run(5);
    assertThat(bench.utilisation(0)).isGreaterThan(0.85);
  }
}
