package org.tquic.bench.schedulers;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * Runs every scheduler with every compared controller in every scenario, prints tables and writes
 * all figures to a file. Arguments, see {@link Selection}, choose a part.
 */
public final class BenchSchedulers {
  /** The pairs that are printed in full: the default one, and the one proposed in its place. */
  private static final List<String> DEFAULTS = List.of("minrtt", "aggregate");

  private static final String DEFAULT_CONTROLLER = "bbr";

  /** So few cells are all printed in full. */
  private static final int FEW = 24;

  private BenchSchedulers() {}

  /** Runs. */
  public static void main(String[] arguments)
      throws InterruptedException, ExecutionException, IOException {
    final long startNs = System.nanoTime();
    Selection selection = Selection.of(List.of(arguments));
    List<Cell> cells = Matrix.run(selection);
    MatrixTables tables = new MatrixTables(cells, System.out);
    if (cells.size() <= FEW) {
      tables.inFull(cell -> true);
    } else {
      tables.inFull(
          cell ->
              DEFAULTS.contains(cell.scheduler()) && cell.controller().equals(DEFAULT_CONTROLLER));
      tables.perScenario(selection.schedulers().stream().map(PathSchedulerFactory::id).toList());
    }
    if (selection.file() != null) {
      Files.write(selection.file(), MatrixFile.lines(cells));
    }
    System.out.printf(
        Locale.ROOT, "%n%d cells in %.0f s.%n", cells.size(), (System.nanoTime() - startNs) * 1e-9);
  }
}
