package org.tquic.bench.schedulers;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.tquic.simulate.BenchResult;

/** Tables of the matrix in Markdown. */
final class MatrixTables {
  private final List<Cell> cells;
  private final PrintStream out;

  MatrixTables(List<Cell> cells, PrintStream out) {
    this.cells = cells;
    this.out = out;
  }

  /** All figures of each pair in question: a table for each, a line for each scenario. */
  void inFull(Predicate<Cell> wanted) {
    List<Cell> chosen = cells.stream().filter(wanted).toList();
    for (String pair : chosen.stream().map(MatrixTables::pair).distinct().toList()) {
      out.printf(Locale.ROOT, "%n`%s`:%n%n", pair);
      out.println(
          "| scenario | Mbit/s | of links | of ideal | by best alone | call p50 ms | p99 ms | lost % |"
              + " late % | depth | resent % | TCP resent % | back after s |");
      out.println("| --- |" + " ---: |".repeat(12));
      chosen.stream().filter(cell -> pair(cell).equals(pair)).forEach(this::line);
    }
  }

  private static String pair(Cell cell) {
    return cell.scheduler() + " + " + cell.controller();
  }

  private void line(Cell cell) {
    BenchResult result = cell.result();
    out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.3f | %.3f | %.2f | %.0f | %.0f | %.1f | %.0f | %d | %.2f | %.2f | %s |%n",
        cell.scenario(),
        result.goodputBps() * 8e-6,
        result.efficiency(),
        cell.ofIdeal(),
        cell.gain(),
        result.voiceP50Ns() * 1e-6,
        result.voiceP99Ns() * 1e-6,
        100 * result.voiceLost(),
        100 * result.lateShare(),
        result.lateDepth(),
        100 * result.resentShare(),
        100 * result.tcpResentShare(),
        result.recoveryNs() < 0
            ? ""
            : String.format(Locale.ROOT, "%.1f", result.recoveryNs() * 1e-9));
  }

  /** A table for each scenario: controllers down, schedulers across. */
  void perScenario(List<String> schedulers) {
    for (String scenario : cells.stream().map(Cell::scenario).distinct().toList()) {
      List<Cell> of = cells.stream().filter(cell -> cell.scenario().equals(scenario)).toList();
      out.printf(Locale.ROOT, "%n| %s | `%s` |%n", scenario, String.join("` | `", schedulers));
      out.println("| --- |" + " ---: |".repeat(schedulers.size()));
      for (String controller : of.stream().map(Cell::controller).distinct().toList()) {
        out.printf(Locale.ROOT, "| `%s` |", controller);
        of.stream()
            .filter(cell -> cell.controller().equals(controller))
            .forEach(
                cell ->
                    out.printf(
                        Locale.ROOT,
                        " %.2f; %.0f |",
                        cell.result().efficiency(),
                        cell.result().voiceP99Ns() * 1e-6));
        out.println();
      }
    }
  }
}
