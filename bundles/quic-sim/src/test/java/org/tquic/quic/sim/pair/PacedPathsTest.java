package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;

/** Two paths whose pacers, not their windows, say how much each carries. */
class PacedPathsTest {
  private static final String LINK = "rate=100mbit delay=10ms queue=500kb";
  private static final long RATE = 1_250_000;

  private record Sample(double bps, boolean limited) {}

  /** Sends at one rate with a window that never fills, and notes what is measured. */
  private static final class Steady implements CongestionControllerFactory {
    final Map<Long, List<Sample>> samples = new HashMap<>();

    @Override
    public String id() {
      return "steady";
    }

    @Override
    public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
      List<Sample> own = samples.computeIfAbsent(path.pathId(), id -> new ArrayList<>());
      return new CongestionController() {
        @Override
        public void onAck(AckEvent event) {
          if (event.sampleIntervalNs() > 0) {
            double bps = event.sampleDeliveredBytes() * 1e9 / event.sampleIntervalNs();
            own.add(new Sample(bps, event.isSampleApplicationLimited()));
          }
        }

        @Override
        public void onLoss(LossEvent event) {}

        @Override
        public void onEcnCe(EcnEvent event) {}

        @Override
        public void onMtuChanged(int maxDatagramBytes, long nowNs) {}

        @Override
        public long congestionWindow() {
          return 10_000_000;
        }

        @Override
        public long pacingRateBps() {
          return RATE;
        }

        @Override
        public CongestionPhase phase() {
          return CongestionPhase.PROBE_BANDWIDTH;
        }
      };
    }
  }

  @Test
  void whatOnePacerHoldsBackGoesOverTheOtherPath() {
    CongestionBench bench = CongestionBench.across(41, new Steady(), LINK, LINK);
    bench.start(0).run(1).mark().run(2);
    assertThat(bench.goodputBps(0)).isGreaterThan(0.9 * 2 * RATE);
  }

  @Test
  void whatOnePacerLetsGoDoesNotUseTheOtherPath() {
    CongestionBench bench = CongestionBench.across(42, new Steady(), LINK, LINK);
    bench.start(0, 0.5 * RATE).run(1).mark().run(2);
    assertThat(bench.goodputBps(0)).isGreaterThan(0.49 * RATE);
    assertThat(Math.min(bench.utilisation(0), bench.utilisation(1))).isLessThan(0.001);
  }

  @Test
  void aHandshakeDoesNotMeasureThePath() {
    Steady steady = new Steady();
    CongestionBench.sharing(44, LINK, steady);
    assertThat(steady.samples.get(0L).stream().filter(sample -> !sample.limited))
        .as("first flights of both sides")
        .hasSizeLessThanOrEqualTo(2);
  }

  /** Nine packets over the first path for each over the second. */
  private static final class NineToOne implements PathScheduler {
    private final int[] sent = new int[2];

    @Override
    public long select(SendUnit unit, PathSet paths, long nowNs) {
      int wanted = sent[0] < 9 * sent[1] ? 0 : 1;
      return Decision.send(paths.get(0).id() == wanted ? 0 : 1);
    }

    @Override
    public void onSent(SendUnit unit, PathView path, long nowNs) {
      sent[path.id()]++;
    }
  }

  @Test
  void aPathThatTheSchedulerSparesIsMarkedAsLimited() {
    Steady steady = new Steady();
    CongestionBench bench = CongestionBench.across(43, steady, LINK, LINK);
    NineToOne scheduler = new NineToOne();
    bench.schedule(0, scheduler).start(0).run(1);
    steady.samples.values().forEach(List::clear);
    bench.run(2);
    assertThat(steady.samples.get(0L))
        .hasSizeGreaterThan(500)
        .allMatch(sample -> sample.bps > 0.9 * RATE && !sample.limited);
    assertThat(steady.samples.get(1L))
        .hasSizeGreaterThan(50)
        .allMatch(sample -> sample.bps < 0.2 * RATE && sample.limited);
  }
}
