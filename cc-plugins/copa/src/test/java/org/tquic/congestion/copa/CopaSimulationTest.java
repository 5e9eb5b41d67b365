package org.tquic.congestion.copa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tquic.quic.recovery.NewReno;
import org.tquic.quic.sim.pair.CongestionBench;

/** Whole connections on simulated links, in virtual time. */
class CopaSimulationTest {
  private static final String CABLE = "rate=50mbit delay=16ms queue=200kb";
  private static final CopaPlugin COPA = new CopaPlugin();

  @ParameterizedTest
  @CsvSource({
    "0.95, 3, " + CABLE,
    "0.95, 3, rate=50mbit delay=16ms queue=2mb",
    "0.95, 3, rate=20mbit delay=40ms queue=500kb",
    "0.90, 3, " + CABLE + " loss=0.5%",
    "0.90, 40, rate=2mbit delay=30ms queue=50kb",
    "0.85, 3, " + CABLE + " ce-above=60kb",
  })
  void aLinkIsFilledAndItsQueueIsNot(double least, double mostQueueMs, String link) {
    CongestionBench bench = CongestionBench.sharing(91, link, COPA);
    bench.start(0).run(3).mark().run(15);
    assertThat(bench.utilisation(0)).as("utilisation").isGreaterThan(least);
    assertThat(bench.meanQueueMs(0)).as("queue in ms").isLessThan(mostQueueMs);
  }

  /** Each flow keeps 1/delta packets waiting, and delta is a half; Copa, NSDI 2018, section 2.2. */
  @ParameterizedTest
  @CsvSource({"1", "2", "4"})
  void eachConnectionKeepsTwoPacketsWaiting(int flows) {
    CopaPlugin[] all = new CopaPlugin[flows];
    Arrays.fill(all, COPA);
    CongestionBench bench = CongestionBench.sharing(96, "rate=20mbit delay=20ms queue=500kb", all);
    for (int i = 0; i < flows; i++) {
      bench.start(i);
    }
    bench.run(10).mark().run(15);
    double packetMs = 1_400 * 8 / 20e3;
    assertThat(bench.meanQueueMs(0) / packetMs).isBetween(0.5 * flows, 2 * 2.5 * flows);
    assertThat(bench.utilisation(0)).isGreaterThan(0.95);
  }

  @Test
  void connectionsShareALinkAndItsQueueStaysShort() {
    CongestionBench bench = CongestionBench.sharing(92, CABLE, COPA, COPA);
    bench.start(0).run(3).start(1).run(20).mark().run(30);
    assertThat(bench.fairness()).isGreaterThan(0.95);
    assertThat(bench.utilisation(0)).isGreaterThan(0.95);
    assertThat(bench.meanQueueMs(0)).isLessThan(8);
  }

  /** Mode switching: without it Copa would be left with next to nothing. */
  @Test
  void itHoldsItsOwnBesideOneThatFillsTheQueue() {
    CongestionBench bench = CongestionBench.sharing(93, CABLE, COPA, NewReno.FACTORY);
    bench.start(0).run(3).start(1).run(20).mark().run(40);
    double share = bench.goodputBps(0) / (bench.goodputBps(0) + bench.goodputBps(1));
    assertThat(share).isBetween(0.25, 0.75);
  }

  @Test
  void aLinkThatBecomesSlowerIsNoticed() {
    CongestionBench bench = CongestionBench.sharing(94, CABLE, COPA);
    bench.start(0).run(4).change(0, "rate=10mbit").run(5).mark().run(5);
    assertThat(bench.meanQueueMs(0)).isLessThan(10);
    assertThat(bench.utilisation(0)).isGreaterThan(0.95);
  }

  @Test
  void aBlackoutIsSurvived() {
    CongestionBench bench = CongestionBench.sharing(95, CABLE, COPA);
    bench.start(0).run(3).blackhole(0, true).run(1).blackhole(0, false).run(2).mark().run(3);
    assertThat(bench.utilisation(0)).isGreaterThan(0.9);
  }
}
