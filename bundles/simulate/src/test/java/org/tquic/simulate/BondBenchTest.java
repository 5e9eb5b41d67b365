package org.tquic.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.bond.core.BuiltInScheduler;
import org.tquic.congestion.bbr.BbrPlugin;
import org.tquic.congestion.cubic.CubicPlugin;
import org.tquic.quic.sim.Script;

/** The bench itself: what it says of bonds whose outcome is known. */
class BondBenchTest {
  private static final BondBench BENCH = new BondBench(new CubicPlugin(), 7);
  private static final String LINK = "rate=20mbit delay=10ms queue=100kb";

  private static BenchResult run(Scenario scenario) {
    return BENCH.run(scenario, new BuiltInScheduler(), new BbrPlugin());
  }

  @Test
  void oneTcpFillsOneLinkAndNothingComesOutOfOrder() {
    BenchResult result = run(Scenario.of("one", LINK));
    assertThat(result.efficiency()).isBetween(0.93, 1.0);
    assertThat(result.goodputBps()).isBetween(0.85 * 2.5e6, 2.5e6);
    assertThat(result.lateShare()).isZero();
    assertThat(result.voiceLost()).isLessThan(0.01);
    assertThat(result.voiceP50Ns()).isGreaterThan(10_000_000);
    assertThat(result.voiceP99Ns()).isGreaterThanOrEqualTo(result.voiceP50Ns());
    assertThat(result.tcpRttNs()).isGreaterThan(20_000_000);
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    Scenario scenario = Scenario.of("two", LINK, "rate=10mbit delay=30ms queue=100kb loss=1%");
    BenchResult first = run(scenario);
    assertThat(run(scenario)).isEqualTo(first);
    assertThat(first.lateShare()).isPositive();
    assertThat(first.resentShare()).isPositive();
  }

  @Test
  void anOutageOfTheOnlyLinkIsSeenInTheCallAndTcpGoesOnAfterIt() {
    BenchResult result =
        run(
            Scenario.of("one", LINK)
                .playing(Script.parse("at 8s blackhole wan1\nat 9s restore wan1")));
    assertThat(result.voiceP99Ns()).isGreaterThan(100_000_000);
    assertThat(result.recoveryNs()).isNotNegative();
  }

  @Test
  void whatLinksShareBoundsAllOfThem() {
    String text = "link wan1 %s\nlink wan2 %s\nbottleneck rate=10mbit queue=100kb";
    BenchResult result = run(ScenarioParser.parse("shared", text.formatted(LINK, LINK)));
    assertThat(result.goodputBps()).isLessThan(10e6 / 8);
    assertThat(result.efficiency()).isBetween(0.9, 1.0);
  }

  @Test
  void aFlowTheOtherWayFillsTheWayBack() {
    String text = "link wan1 %s\nlink wan1.down rate=2mbit queue=32kb\nreverse-flows 1";
    BenchResult result = run(ScenarioParser.parse("back", text.formatted(LINK)));
    BenchResult without = run(Scenario.of("one", LINK));
    assertThat(result.tcpRttNs()).isGreaterThan(without.tcpRttNs());
  }
}
