package org.tquic.bench.schedulers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tquic.simulate.BondSimulation;
import org.tquic.simulate.Scenario;
import org.tquic.simulate.inner.InnerPacket;
import org.tquic.simulate.inner.Saturator;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * A bond that is kept busy, with something done to it after a while, in virtual time.
 *
 * @param arrivedBytes user data that arrived in the {@link #AFTER_SECONDS} after that
 * @param longestGapNs the longest time of it in which nothing arrived
 * @param rttNs the longest smoothed round trip of the paths at that moment
 * @param missing inner packets of half a second before the swap or later that never came
 * @param windowsBefore window of each path right before, bytes
 * @param windowsAfter right after
 */
record SwapRun(
    long arrivedBytes,
    long longestGapNs,
    long rttNs,
    long missing,
    List<Long> windowsBefore,
    List<Long> windowsAfter) {
  static final double AFTER_SECONDS = 2;

  private static final double START_SECONDS = 1.5;
  private static final double WATCHED_SECONDS = 0.5;
  private static final double DRAIN_SECONDS = 1;
  private static final int PORT = 45_000;
  private static final Scenario LINKS =
      Scenario.of("swap", "rate=8mbit delay=10ms queue=60kb", "rate=4mbit delay=20ms queue=40kb");

  /**
   * Runs.
   *
   * @param rateBps offered, bytes per second; infinite for what the bond takes
   */
  static SwapRun of(
      PathSchedulerFactory scheduler,
      CongestionControllerFactory congestion,
      double rateBps,
      Consumer<BondSimulation> swap) {
    try (BondSimulation simulation = new BondSimulation(11, congestion, LINKS)) {
      simulation.schedule(scheduler);
      Saturator load =
          new Saturator(
              simulation.host(simulation.sender()),
              PORT,
              rateBps,
              () -> simulation.sender().core().counters(simulation.nowNs()).queuedBytes());
      simulation.deliver(
          simulation.receiver(),
          (InnerPacket packet) -> load.onDatagram(packet, simulation.nowNs()));
      load.start();
      simulation.run(START_SECONDS);
      load.watch();
      simulation.run(WATCHED_SECONDS);
      load.mark(simulation.nowNs());
      final List<Long> before = windows(simulation);
      final long rttNs =
          Math.max(simulation.path(0).smoothedRttNs(), simulation.path(1).smoothedRttNs());
      swap.accept(simulation);
      final List<Long> after = windows(simulation);
      simulation.run(AFTER_SECONDS);
      final long arrived = load.arrivedBytes();
      final long gapNs = load.longestGapNs();
      load.stop();
      simulation.run(DRAIN_SECONDS);
      return new SwapRun(arrived, gapNs, rttNs, load.missing(), before, after);
    }
  }

  private static List<Long> windows(BondSimulation simulation) {
    List<Long> windows = new ArrayList<>();
    for (int i = 0; i < LINKS.wans().size(); i++) {
      windows.add(simulation.path(i).congestionWindowBytes());
    }
    return windows;
  }
}
