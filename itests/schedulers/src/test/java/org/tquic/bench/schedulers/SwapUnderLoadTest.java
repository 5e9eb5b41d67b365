package org.tquic.bench.schedulers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.bond.core.BuiltInScheduler;
import org.tquic.congestion.bbr.BbrPlugin;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * Every scheduler and every congestion controller takes over from every other one while the bond is
 * busy. Goodput is compared with that of two runs without a swap, of the old and of the new one, at
 * the same time: where they differ, what comes after a swap lies between them, or is faster.
 */
class SwapUnderLoadTest {
  /** Goodput of a run with a swap, as a share of the lesser of the runs without. */
  private static final double TOLERATED = 0.95;

  /** What a packet may take beyond the smoothed round trip, which is a mean. */
  private static final double LATE = 1.1;

  private static final double ALL = Double.POSITIVE_INFINITY;

  /** Seven tenths of the links, so that there is a choice. */
  private static final double MOST_BPS = 0.7 * 1_500_000;

  private static final Map<String, SwapRun> UNSWAPPED = new HashMap<>();

  static Stream<Arguments> schedulers() {
    return Plugins.SCHEDULERS.stream()
        .flatMap(
            from ->
                Plugins.SCHEDULERS.stream()
                    .filter(to -> to != from)
                    .map(to -> Arguments.of(from.id(), to.id(), from, to)));
  }

  static Stream<Arguments> controllers() {
    return Plugins.CONTROLLERS.stream()
        .flatMap(
            from ->
                Plugins.CONTROLLERS.stream()
                    .filter(to -> to != from)
                    .map(to -> Arguments.of(from.id(), to.id(), from, to)));
  }

  private static SwapRun unswapped(PathSchedulerFactory scheduler) {
    return UNSWAPPED.computeIfAbsent(
        scheduler.id(), id -> SwapRun.of(scheduler, new BbrPlugin(), MOST_BPS, simulation -> {}));
  }

  private static SwapRun unswapped(CongestionControllerFactory controller) {
    return UNSWAPPED.computeIfAbsent(
        controller.id(),
        id -> SwapRun.of(new BuiltInScheduler(), controller, ALL, simulation -> {}));
  }

  /** A loss that holds up what came after it is no stall of the swap: runs without one have it. */
  private static void check(SwapRun run, SwapRun before, SwapRun after) {
    assertThat(run.missing()).as("inner packets that never came").isZero();
    long usualNs = Math.max(before.longestGapNs(), after.longestGapNs());
    assertThat(run.longestGapNs())
        .as("stall, ns")
        .isLessThanOrEqualTo((long) (LATE * run.rttNs()) + usualNs);
    assertThat((double) run.arrivedBytes())
        .as("goodput, bytes")
        .isGreaterThan(TOLERATED * Math.min(before.arrivedBytes(), after.arrivedBytes()));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("schedulers")
  void schedulerTakesOver(
      String oldId, String newId, PathSchedulerFactory from, PathSchedulerFactory to) {
    SwapRun run =
        SwapRun.of(
            from,
            new BbrPlugin(),
            MOST_BPS,
            simulation -> {
              simulation.schedule(to);
              assertThat(simulation.sender().core().schedulerId()).isEqualTo(newId);
            });
    check(run, unswapped(from), unswapped(to));
    assertThat(run.windowsAfter()).isEqualTo(run.windowsBefore());
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("controllers")
  void controllerTakesOver(
      String oldId,
      String newId,
      CongestionControllerFactory from,
      CongestionControllerFactory to) {
    SwapRun run =
        SwapRun.of(
            new BuiltInScheduler(),
            from,
            ALL,
            simulation -> {
              simulation.swapCongestion(to);
              assertThat(simulation.path(0).controller()).isEqualTo(newId);
            });
    check(run, unswapped(from), unswapped(to));
    List<Long> bounds = run.windowsBefore();
    for (int path = 0; path < bounds.size(); path++) {
      assertThat(run.windowsAfter().get(path))
          .as("window of path " + path)
          .isLessThanOrEqualTo(bounds.get(path));
    }
  }
}
