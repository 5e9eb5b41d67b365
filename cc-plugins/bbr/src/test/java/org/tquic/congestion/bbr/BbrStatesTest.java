package org.tquic.congestion.bbr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tquic.quic.sim.pair.CongestionBench;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionEventSink;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.FakeFlow;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.congestion.SiblingPaths;

/** The order of states, as operators see it in the phases. */
class BbrStatesTest {
  private static final String LINK = "rate=20mbit delay=20ms queue=200kb";

  /** A BBR whose phases are noted. */
  private static final class Noted implements CongestionControllerFactory, CongestionEventSink {
    final List<CongestionPhase> phases = new ArrayList<>();

    @Override
    public String id() {
      return "noted";
    }

    @Override
    public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
      PathInfo noted =
          new PathInfo(
              path.pathId(),
              path.generation(),
              path.maxDatagramBytes(),
              path.initialWindowBytes(),
              path.minimumWindowBytes(),
              path.initialRttNs(),
              new SplittableRandom(1),
              this,
              SiblingPaths.NONE);
      return new Bbr(noted, handover, nowNs, () -> 0.03);
    }

    @Override
    public void onPhase(CongestionPhase from, CongestionPhase to, long nowNs) {
      phases.add(to);
    }

    @Override
    public void onValue(String name, long value, long nowNs) {}
  }

  @Test
  void aPathWhoseQueueIsEmptyAnywayIsNotEmptied() {
    Noted noted = new Noted();
    CongestionBench.sharing(61, LINK, noted).start(0).run(12);
    assertThat(noted.phases)
        .containsExactly(CongestionPhase.DRAIN, CongestionPhase.PROBE_BANDWIDTH);
  }

  @Test
  void startupIsDrainedAndRoundTripsAreProbedEveryFiveSeconds() {
    Noted noted = new Noted();
    CongestionBench.sharing(61, LINK + " jitter=15ms", noted).start(0).run(12);
    assertThat(noted.phases)
        .startsWith(
            CongestionPhase.DRAIN,
            CongestionPhase.PROBE_BANDWIDTH,
            CongestionPhase.PROBE_RTT,
            CongestionPhase.PROBE_BANDWIDTH,
            CongestionPhase.PROBE_RTT);
  }

  @Test
  void aPathThatIsHardlyUsedIsNotEmptiedForItsRoundTripTime() {
    Noted noted = new Noted();
    CongestionBench.sharing(62, LINK, noted).start(0).run(3).start(0, 100_000).run(15);
    assertThat(noted.phases).doesNotContain(CongestionPhase.PROBE_RTT);
  }

  @Test
  void startupGoesOnWhileTheApplicationLimits() {
    Noted noted = new Noted();
    CongestionBench.sharing(63, LINK, noted).start(0, 100_000).run(4);
    assertThat(noted.phases).isEmpty();
  }

  @Test
  void persistentCongestionLeavesTwoDatagramsUntilSomethingArrives() {
    FakeFlow flow = new FakeFlow(new BbrPlugin());
    for (int i = 0; i < 4; i++) {
      flow.round();
    }
    long before = flow.controller.congestionWindow();
    flow.fill(Integer.MAX_VALUE);
    flow.lose(Integer.MAX_VALUE / FakeFlow.DATAGRAM, true, true);
    assertThat(flow.controller.congestionWindow()).isEqualTo(2 * FakeFlow.DATAGRAM);
    flow.round();
    assertThat(flow.controller.congestionWindow()).isGreaterThan(before / 2);
  }

  @Test
  void aHandOverThatKnowsThePathIsProbedAtOnce() {
    CongestionHandover handover =
        new CongestionHandover(
            "cubic",
            5,
            100_000,
            80_000,
            2_000_000,
            0,
            40_000_000,
            0,
            CongestionPhase.CONGESTION_AVOIDANCE,
            -1,
            77);
    CongestionController bbr = new FakeFlow(new BbrPlugin(), handover).controller;
    assertThat(bbr.phase()).isEqualTo(CongestionPhase.PROBE_BANDWIDTH);
    assertThat(bbr.bandwidthBps()).isEqualTo(2_000_000);
    assertThat(bbr.pacingRateBps()).isEqualTo(1_980_000);
  }

  @Test
  void aHandOverFromSlowStartGoesOnSearching() {
    CongestionHandover handover =
        new CongestionHandover(
            "cubic",
            5,
            100_000,
            -1,
            2_000_000,
            0,
            40_000_000,
            0,
            CongestionPhase.SLOW_START,
            -1,
            77);
    CongestionController bbr = new FakeFlow(new BbrPlugin(), handover).controller;
    assertThat(bbr.phase()).isEqualTo(CongestionPhase.STARTUP);
    assertThat(bbr.congestionWindow()).isEqualTo(100_000);
  }
}
