package org.tquic.congestion.auto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.congestion.bbr.BbrPlugin;
import org.tquic.congestion.copa.CopaPlugin;
import org.tquic.congestion.cubic.CubicPlugin;
import org.tquic.quic.sim.pair.CongestionBench;

/** Whole connections on simulated links, in virtual time. */
class AutoSimulationTest {
  private final AutoPlugin auto = new AutoPlugin();

  private static String controller(CongestionBench bench) {
    return bench.path(0, 0).controller();
  }

  @Test
  void aPhoneThatLosesAtRandomIsNotLeftToCubic() {
    auto.bindController(new CubicPlugin());
    CongestionBench bench =
        CongestionBench.sharing(71, "rate=20mbit delay=30ms queue=300kb loss=2%", auto);
    bench.start(0).run(4).mark().run(6);
    assertThat(bench.utilisation(0)).as("cubic alone").isLessThan(0.6);
    auto.bindController(new BbrPlugin());
    bench.run(16).mark().run(6);
    assertThat(controller(bench)).startsWith("auto: bbr, it loses ").endsWith("without a queue");
    assertThat(bench.utilisation(0)).isGreaterThan(0.85);
  }

  @Test
  void aLongBufferIsNotLeftFull() {
    auto.bindController(new CubicPlugin());
    CongestionBench bench = CongestionBench.sharing(72, "rate=10mbit delay=20ms queue=625kb", auto);
    bench.start(0).run(6).mark().run(6);
    assertThat(bench.meanQueueMs(0)).as("cubic alone").isGreaterThan(150);
    auto.bindController(new CopaPlugin());
    bench.run(24).mark().run(6);
    assertThat(controller(bench)).startsWith("auto: copa, its queue grew to ");
    assertThat(bench.meanQueueMs(0)).isLessThan(30);
    assertThat(bench.utilisation(0)).isGreaterThan(0.9);
  }

  @Test
  void whatWorksIsLeftAlone() {
    auto.bindController(new BbrPlugin());
    auto.bindController(new CopaPlugin());
    auto.bindController(new CubicPlugin());
    CongestionBench bench = CongestionBench.sharing(73, "rate=20mbit delay=16ms queue=200kb", auto);
    bench.start(0).run(40);
    assertThat(controller(bench)).isEqualTo("auto: bbr, to begin with");
  }
}
