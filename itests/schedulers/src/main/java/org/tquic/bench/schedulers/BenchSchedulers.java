package org.tquic.bench.schedulers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tquic.bond.sim.BenchResult;
import org.tquic.bond.sim.Scenario;
import org.tquic.bond.sim.Scenarios;
import org.tquic.bond.sim.SchedulerBench;
import org.tquic.scheduler.aggregate.AggregateScheduler;
import org.tquic.scheduler.blest.BlestScheduler;
import org.tquic.scheduler.deadline.DeadlineScheduler;
import org.tquic.scheduler.ecf.EcfScheduler;
import org.tquic.scheduler.minrtt.MinRttScheduler;
import org.tquic.scheduler.owd.OwdScheduler;
import org.tquic.scheduler.redundant.RedundantScheduler;
import org.tquic.scheduler.roundrobin.RoundRobinScheduler;
import org.tquic.scheduler.weighted.WeightedScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * Prints every scheduler in every scenario as a table. Arguments, all of them optional: ids of
 * schedulers and words of scenarios' names to look at.
 */
public final class BenchSchedulers {
  private static final long SEED = 1;

  private static final List<PathSchedulerFactory> SCHEDULERS =
      List.of(
          new MinRttScheduler(),
          new AggregateScheduler(),
          new BlestScheduler(),
          new EcfScheduler(),
          new RedundantScheduler(),
          new DeadlineScheduler(),
          new OwdScheduler(),
          new WeightedScheduler(),
          new RoundRobinScheduler());

  private record Run(
      Scenario scenario, PathSchedulerFactory scheduler, Future<BenchResult> result) {}

  private BenchSchedulers() {}

  /** Runs. */
  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    List<String> wanted = List.of(arguments);
    List<Run> runs = new ArrayList<>();
    try (ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (Scenario scenario : Scenarios.ALL) {
        for (PathSchedulerFactory scheduler : SCHEDULERS) {
          if (isWanted(wanted, scenario, scheduler)) {
            runs.add(
                new Run(
                    scenario,
                    scheduler,
                    workers.submit(() -> SchedulerBench.run(scenario, scheduler, SEED))));
          }
        }
      }
      print(runs);
    }
  }

  private static boolean isWanted(
      List<String> wanted, Scenario scenario, PathSchedulerFactory scheduler) {
    boolean anyScheduler = SCHEDULERS.stream().noneMatch(s -> wanted.contains(s.id()));
    boolean anyScenario =
        Scenarios.ALL.stream().noneMatch(s -> wanted.stream().anyMatch(s.name()::contains));
    return (anyScheduler || wanted.contains(scheduler.id()))
        && (anyScenario || wanted.stream().anyMatch(scenario.name()::contains));
  }

  private static void print(List<Run> runs) throws InterruptedException, ExecutionException {
    System.out.println(
        "| scenario | scheduler | Mbit/s | of ceiling | voice p50 ms | p99 ms | lost % | TCP RTT ms |"
            + " late % | depth | resent % | TCP resent % | back after s |");
    System.out.println(
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (Run run : runs) {
      BenchResult result = run.result().get();
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.1f | %.2f | %.1f | %.1f | %.1f | %.0f | %.1f | %d | %.2f | %.2f | %s |%n",
          run.scenario().name(),
          run.scheduler().id(),
          result.goodputBps() * 8e-6,
          result.efficiency(),
          result.voiceP50Ns() * 1e-6,
          result.voiceP99Ns() * 1e-6,
          100 * result.voiceLost(),
          result.tcpRttNs() * 1e-6,
          100 * result.lateShare(),
          result.lateDepth(),
          100 * result.resentShare(),
          100 * result.tcpResentShare(),
          result.recoveryNs() < 0
              ? ""
              : String.format(Locale.ROOT, "%.1f", result.recoveryNs() * 1e-9));
    }
  }
}
