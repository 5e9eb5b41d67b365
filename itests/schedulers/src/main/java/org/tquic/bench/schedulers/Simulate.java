package org.tquic.bench.schedulers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tquic.bond.sim.Scenario;
import org.tquic.bond.sim.ScenarioException;
import org.tquic.bond.sim.Scenarios;
import org.tquic.bond.sim.chart.SvgChart;

/**
 * Runs one scheduler and one congestion controller in one scenario, prints what came of it, and
 * draws the links over time. Arguments: {@code --scenario=FILE} or the name of the file of one of
 * {@link Scenarios}, {@code --scheduler=ID}, {@code --congestion=ID}, {@code --chart=FILE}, {@code
 * --seed=N}.
 */
public final class Simulate {
  private final Map<String, String> options = new HashMap<>();

  private Simulate(List<String> arguments) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--") || equals < 0) {
        throw new IllegalArgumentException("'" + argument + "' is not --NAME=VALUE");
      }
      options.put(argument.substring(2, equals), argument.substring(equals + 1));
    }
  }

  /** Runs. */
  public static void main(String[] arguments)
      throws IOException, ExecutionException, InterruptedException {
    try {
      new Simulate(List.of(arguments)).run();
    } catch (ScenarioException e) {
      System.err.println(e.getMessage());
      System.err.println(e.remedy());
      System.exit(1);
    }
  }

  private void run() throws IOException, ExecutionException, InterruptedException {
    Selection selection =
        new Selection(
            List.of(scenario(options.getOrDefault("scenario", "unequal"))),
            List.of(
                chosen(
                    Plugins.SCHEDULERS, s -> s.id(), options.getOrDefault("scheduler", "minrtt"))),
            List.of(
                chosen(
                    Plugins.CONTROLLERS, c -> c.id(), options.getOrDefault("congestion", "bbr"))),
            Long.parseLong(options.getOrDefault("seed", "1")),
            null);
    Cell cell = Matrix.run(selection).getFirst();
    new MatrixTables(List.of(cell), System.out).inFull(one -> true);
    if (options.containsKey("chart")) {
      Files.writeString(Path.of(options.get("chart")), chart(cell));
    }
  }

  /** The chart of a cell. */
  static String chart(Cell cell) {
    String title =
        String.format(
            Locale.ROOT,
            "%s: %s + %s, %.1f Mbit/s, %.1f %% of what the links carry",
            cell.scenario(),
            cell.scheduler(),
            cell.controller(),
            cell.result().goodputBps() * 8e-6,
            100 * cell.result().efficiency());
    return SvgChart.of(title, cell.result().links());
  }

  private static Scenario scenario(String named) throws IOException {
    Optional<Scenario> known = Scenarios.named(named);
    if (known.isPresent()) {
      return known.get();
    }
    Path file = Path.of(named);
    return Scenario.parse(file.getFileName().toString(), Files.readString(file));
  }

  private static <T> T chosen(List<T> known, Function<T, String> id, String wanted) {
    return known.stream()
        .filter(one -> id.apply(one).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no '"
                        + wanted
                        + "'; there are "
                        + known.stream().map(id).collect(Collectors.joining(", "))));
  }
}
