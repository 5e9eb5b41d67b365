package org.tquic.quic.sim.pair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.recovery.NewReno;
import org.tquic.spi.Handover;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** Controllers and schedulers are changed, and fail, while data flows. */
class SwapTest {
  private static final String CABLE = "rate=50mbit delay=16ms queue=200kb";
  private static final String PHONE = "rate=30mbit delay=30ms queue=200kb";

  /** A NewReno under another name that notes what it was left. */
  private static final class Successor implements CongestionControllerFactory {
    private CongestionHandover left;
    private boolean broken;

    @Override
    public String id() {
      return "successor";
    }

    @Override
    public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
      left = handover;
      if (broken) {
        throw new IllegalStateException("out of order");
      }
      return NewReno.FACTORY.create(path, handover, nowNs);
    }
  }

  private record Scheduler(String id, PathScheduler scheduler) implements PathSchedulerFactory {
    @Override
    public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
      return scheduler;
    }
  }

  private static QuicPair busy(long seed) {
    QuicPair pair = new QuicPair(seed, CABLE, PHONE).established();
    pair.runFor(0.3);
    assertThat(pair.client.connection.openPath(QuicPair.second(), pair.nowNs())).isEqualTo(1);
    pair.runFor(0.2);
    return pair;
  }

  @Test
  void controllerIsSwappedWithItsWindow() {
    QuicPair pair = busy(31);
    Transfer up = Transfer.up(pair, 10_000_000);
    pair.runFor(0.5);
    long window = pair.client.connection.path(0).congestionWindowBytes();
    Successor successor = new Successor();
    pair.client.connection.swapCongestion(successor, pair.nowNs());
    assertThat(successor.left.isPresent()).isTrue();
    assertThat(pair.client.connection.path(0).controller()).isEqualTo("successor");
    assertThat(pair.client.connection.path(0).congestionWindowBytes())
        .isBetween(window / 2, window);
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(up.intact()).isTrue();
  }

  @Test
  void aPathKeepsAControllerOfItsOwn() {
    QuicPair pair = busy(38);
    Transfer up = Transfer.up(pair, 5_000_000);
    assertThat(pair.client.connection.swapCongestion(1, new Successor(), pair.nowNs())).isTrue();
    assertThat(controller(pair, 0)).isEqualTo(NewReno.ID);
    assertThat(controller(pair, 1)).isEqualTo("successor");
    pair.client.connection.swapCongestion(NewReno.FACTORY, pair.nowNs());
    assertThat(controller(pair, 1)).isEqualTo("successor");
    pair.runFor(0.2);
    assertThat(pair.client.connection.swapCongestion(1, null, pair.nowNs())).isTrue();
    assertThat(controller(pair, 1)).isEqualTo(NewReno.ID);
    assertThat(pair.client.connection.swapCongestion(7, null, pair.nowNs())).isFalse();
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(up.intact()).isTrue();
  }

  private static String controller(QuicPair pair, long path) {
    return pair.client.connection.path(path).controller();
  }

  @Test
  void brokenControllerIsReplaced() {
    QuicPair pair = busy(32);
    Transfer up = Transfer.up(pair, 5_000_000);
    pair.runFor(0.2);
    Successor broken = new Successor();
    broken.broken = true;
    pair.client.connection.swapCongestion(broken, pair.nowNs());
    assertThat(pair.client.connection.path(0).controller()).isEqualTo(NewReno.ID);
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(up.intact()).isTrue();
  }

  @Test
  void schedulerIsSwapped() {
    QuicPair pair = busy(33);
    Transfer up = Transfer.up(pair, 10_000_000);
    pair.runFor(0.3);
    pair.client.connection.swapScheduler(
        new Scheduler("second-only", (unit, paths, nowNs) -> Decision.send(paths.size() - 1)),
        pair.nowNs());
    pair.runFor(0.2);
    long before = pair.simulation.network().link("wan1").up().counters().deliveredBytes();
    pair.runFor(0.5);
    long after = pair.simulation.network().link("wan1").up().counters().deliveredBytes();
    assertThat(after - before).isLessThan(100_000);
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(up.intact()).isTrue();
  }

  @Test
  void schedulerThatThrowsIsReplaced() {
    QuicPair pair = busy(34);
    pair.client.connection.swapScheduler(
        new Scheduler(
            "broken",
            (unit, paths, nowNs) -> {
              throw new IllegalStateException("out of order");
            }),
        pair.nowNs());
    Transfer up = Transfer.up(pair, 5_000_000);
    assertThat(pair.run(up::done, 30)).isTrue();
    assertThat(up.intact()).isTrue();
  }
}
