package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.recovery.NewReno;
import org.tquic.spi.congestion.CongestionControllerFactory;

/** The goals of RFC 6356 section 2, on simulated links; a test of each coupled one extends it. */
public abstract class CoupledControllerContract {
  private static final String CABLE = "rate=50mbit delay=16ms queue=200kb";
  private static final String PHONE = "rate=20mbit delay=30ms queue=100kb";
  private static final String DSL = "rate=20mbit delay=16ms queue=80kb";

  /** The plug-in. */
  protected abstract CongestionControllerFactory factory();

  /** Goal 1: at least what a flow on the best path would have, and here most of both. */
  @Test
  void twoLinksCarryMoreThanTheBest() {
    CongestionBench single = CongestionBench.sharing(121, CABLE, NewReno.FACTORY);
    single.start(0).run(10).mark().run(30);
    CongestionBench both = CongestionBench.across(121, factory(), CABLE, PHONE);
    both.start(0).run(10).mark().run(30);
    assertThat(both.goodputBps(0)).isGreaterThan(1.2 * single.goodputBps(0));
  }

  /** Goal 2: two paths over one bottleneck take what one flow would. */
  @Test
  void aSharedBottleneckIsSharedAsByOneFlow() {
    CongestionBench coupled = CongestionBench.bottleneck(122, DSL, 2, factory(), NewReno.FACTORY);
    coupled.start(0).start(1).run(20).mark().run(60);
    assertThat(coupled.goodputBps(0) / coupled.goodputBps(1)).isBetween(0.6, 1.35);
    CongestionBench uncoupled =
        CongestionBench.bottleneck(122, DSL, 2, NewReno.FACTORY, NewReno.FACTORY);
    uncoupled.start(0).start(1).run(20).mark().run(60);
    assertThat(uncoupled.goodputBps(0) / uncoupled.goodputBps(1))
        .as("without coupling")
        .isGreaterThan(1.6);
  }

  /** Goal 3: traffic moves off the congested path. */
  @Test
  void theWorsePathIsUsedLess() {
    String lossy = DSL + " loss=1%";
    CongestionBench coupled = CongestionBench.across(123, factory(), DSL, lossy);
    coupled.start(0).run(10).mark().run(40);
    CongestionBench uncoupled = CongestionBench.across(123, NewReno.FACTORY, DSL, lossy);
    uncoupled.start(0).run(10).mark().run(40);
    assertThat(coupled.utilisation(0)).isGreaterThan(0.95);
    assertThat(coupled.utilisation(1)).isLessThan(uncoupled.utilisation(1) / 2);
  }

  @Test
  void aPathThatRecoversIsUsedAgain() {
    CongestionBench bench = CongestionBench.across(124, factory(), DSL, DSL);
    bench.start(0).run(10).change(1, "rate=2mbit").run(20).change(1, "rate=20mbit");
    bench.run(4).mark().run(10);
    assertThat(bench.utilisation(1)).isGreaterThan(0.9);
  }

  @Test
  void aPathOfItsOwnIsFilled() {
    CongestionBench bench = CongestionBench.sharing(125, CABLE, factory());
    bench.start(0).run(3).mark().run(15);
    assertThat(bench.utilisation(0)).isGreaterThan(0.95);
  }

  @Test
  void connectionsShareALink() {
    CongestionBench bench = CongestionBench.sharing(126, DSL, factory(), factory());
    bench.start(0).run(3).start(1).run(20).mark().run(40);
    assertThat(bench.fairness()).isGreaterThan(0.95);
  }
}
