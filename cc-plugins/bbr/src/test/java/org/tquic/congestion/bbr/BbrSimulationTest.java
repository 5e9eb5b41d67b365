package org.tquic.congestion.bbr;

import org.junit.jupiter.api.Test;
import org.tquic.quic.sim.pair.CongestionBench;

/** Whole connections on simulated links, in virtual time. */
class BbrSimulationTest {
  private static final BbrPlugin BBR = new BbrPlugin();

  static void row(String name, String link, double warm, double seconds) {
    for (long seed = 1; seed <= 3; seed++) {
      CongestionBench bench = CongestionBench.sharing(seed, link, BBR).start(0).run(warm).mark();
      bench.run(seconds);
      System.out.printf(
          "%s: util %.3f goodput %.2f Mbit queue %.1f ms %s%n",
          name,
          bench.utilisation(0),
          bench.goodputBps(0) * 8e-6,
          bench.meanQueueMs(0),
          bench.path(0, 0));
    }
  }

  @Test
  void explore() {
    row("clean", "rate=50mbit delay=16ms queue=200kb", 2, 20);
    row("jit.5", "rate=30mbit delay=30ms jitter=15ms loss=0.5% queue=400kb", 2, 20);
    row("nojit.5", "rate=30mbit delay=30ms loss=0.5% queue=400kb", 2, 20);
    row("2%", "rate=30mbit delay=30ms loss=2% queue=400kb", 2, 20);
    row("jit2%", "rate=30mbit delay=30ms jitter=15ms loss=2% queue=400kb", 2, 20);
    row("deep", "rate=20mbit delay=20ms queue=1250kb", 2, 20);
    row("shallow", "rate=50mbit delay=16ms queue=40kb", 2, 20);
    row("slow", "rate=2mbit delay=30ms queue=50kb", 2, 20);
  }
}
