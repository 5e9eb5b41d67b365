package org.tquic.bench.schedulers;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tquic.congestion.bbr.BbrPlugin;
import org.tquic.congestion.cubic.CubicPlugin;
import org.tquic.quic.sim.Script;
import org.tquic.simulate.BenchResult;
import org.tquic.simulate.BondBench;
import org.tquic.simulate.Scenario;
import org.tquic.simulate.Scenarios;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * How long TCP flows (CUBIC) over a cable and a phone pause while both links work, and when one of
 * them falls silent, on a virtual clock and under many seeds. Arguments: ids of schedulers.
 */
public final class BenchFailover {
  private static final int SEEDS = 16;
  private static final double SILENT_AT = 8;
  private static final double SECONDS = 12;
  private static final List<String> DEFAULTS = List.of("minrtt", "aggregate");
  private static final List<Integer> FLOWS = List.of(1, 4);

  private BenchFailover() {}

  /** What happens: the number of the link that falls silent, or 0. */
  private enum Trouble {
    NONE,
    CABLE,
    PHONE
  }

  /** Runs. */
  public static void main(String[] arguments) {
    List<String> wanted = arguments.length == 0 ? DEFAULTS : List.of(arguments);
    System.out.println(
        "| scheduler | silent | flows | longest pause, median ms | worst of "
            + SEEDS
            + " ms | Mbit/s |");
    System.out.println("| --- | --- |" + " ---: |".repeat(4));
    for (PathSchedulerFactory scheduler : Plugins.SCHEDULERS) {
      if (wanted.contains(scheduler.id())) {
        for (Trouble trouble : Trouble.values()) {
          FLOWS.forEach(flows -> print(scheduler, trouble, flows));
        }
      }
    }
  }

  private static void print(PathSchedulerFactory scheduler, Trouble trouble, int flows) {
    List<BenchResult> results =
        IntStream.range(0, SEEDS)
            .parallel()
            .mapToObj(seed -> run(scheduler, scenario(trouble, flows, seed), seed))
            .toList();
    long[] pausesNs = results.stream().mapToLong(BenchResult::longestPauseNs).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "| `%s` | %s | %d | %.0f | %.0f | %.1f |%n",
        scheduler.id(),
        trouble.name().toLowerCase(Locale.ROOT),
        flows,
        pausesNs[SEEDS / 2] * 1e-6,
        pausesNs[SEEDS - 1] * 1e-6,
        results.stream().mapToDouble(BenchResult::goodputBps).average().orElseThrow() * 8e-6);
  }

  /** At another moment under each seed, since what is under way differs. */
  private static Scenario scenario(Trouble trouble, int flows, int seed) {
    double at = SILENT_AT + 0.05 * seed;
    List<Script.Step> steps =
        trouble == Trouble.NONE
            ? List.of()
            : List.of(
                Script.Step.of(
                    String.format(Locale.ROOT, "at %.2fs blackhole wan%d", at, trouble.ordinal())));
    return new Scenario(
        "failover", Scenarios.JITTER.wans(), null, flows, 0, SECONDS, new Script(steps));
  }

  private static BenchResult run(PathSchedulerFactory scheduler, Scenario scenario, int seed) {
    return new BondBench(new CubicPlugin(), 1 + seed).run(scenario, scheduler, new BbrPlugin());
  }
}
