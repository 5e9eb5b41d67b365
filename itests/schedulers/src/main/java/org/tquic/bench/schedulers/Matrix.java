package org.tquic.bench.schedulers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tquic.bond.core.BuiltInScheduler;
import org.tquic.congestion.cubic.CubicPlugin;
import org.tquic.simulate.BenchResult;
import org.tquic.simulate.BondBench;
import org.tquic.simulate.Scenario;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** Runs all cells, on all cores; each by itself is deterministic. */
final class Matrix {
  /** A run under way, for one cell or for a link alone. */
  private record Run(Scenario scenario, String scheduler, String controller) {}

  private final Map<Run, Future<BenchResult>> runs = new HashMap<>();
  private final Map<Run, List<Future<BenchResult>>> alone = new HashMap<>();
  private final Selection selection;
  private final BondBench bench;

  private Matrix(Selection selection) {
    this.selection = selection;
    this.bench = new BondBench(new CubicPlugin(), selection.seed());
  }

  /** All cells: scenario by scenario, in each controller by controller. */
  static List<Cell> run(Selection selection) throws InterruptedException, ExecutionException {
    Matrix matrix = new Matrix(selection);
    try (ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      matrix.submit(workers);
      return matrix.collect();
    }
  }

  private void submit(ExecutorService workers) {
    for (Scenario scenario : selection.scenarios()) {
      for (CongestionControllerFactory controller : selection.controllers()) {
        List<Future<BenchResult>> links = new ArrayList<>();
        for (int i = 0; i < scenario.wans().size(); i++) {
          Scenario one = scenario.alone(i);
          links.add(submit(workers, one, new BuiltInScheduler(), controller));
        }
        alone.put(new Run(scenario, "", controller.id()), links);
        for (PathSchedulerFactory scheduler : selection.schedulers()) {
          runs.put(
              new Run(scenario, scheduler.id(), controller.id()),
              submit(workers, scenario, scheduler, controller));
        }
      }
    }
  }

  private Future<BenchResult> submit(
      ExecutorService workers,
      Scenario scenario,
      PathSchedulerFactory scheduler,
      CongestionControllerFactory controller) {
    return workers.submit(() -> bench.run(scenario, scheduler, controller));
  }

  private List<Cell> collect() throws InterruptedException, ExecutionException {
    List<Cell> cells = new ArrayList<>();
    for (Scenario scenario : selection.scenarios()) {
      double ideal = bench.idealGoodputBps(scenario);
      for (CongestionControllerFactory controller : selection.controllers()) {
        double best = 0;
        for (Future<BenchResult> link : alone.get(new Run(scenario, "", controller.id()))) {
          best = Math.max(best, link.get().goodputBps());
        }
        for (PathSchedulerFactory scheduler : selection.schedulers()) {
          Run run = new Run(scenario, scheduler.id(), controller.id());
          cells.add(
              new Cell(
                  scenario.name(),
                  scheduler.id(),
                  controller.id(),
                  runs.get(run).get(),
                  ideal,
                  best));
        }
      }
    }
    return cells;
  }
}
