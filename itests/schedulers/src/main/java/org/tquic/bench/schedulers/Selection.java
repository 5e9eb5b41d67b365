package org.tquic.bench.schedulers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tquic.simulate.Scenario;
import org.tquic.simulate.Scenarios;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * Which part of the matrix to run.
 *
 * @param seed of all randomness
 * @param file where all figures go, or null
 */
record Selection(
    List<Scenario> scenarios,
    List<PathSchedulerFactory> schedulers,
    List<CongestionControllerFactory> controllers,
    long seed,
    Path file) {

  /**
   * Reads arguments: ids of schedulers and controllers, parts of scenarios' names, {@code
   * --seed=N}, {@code --tsv=FILE}. What is not named is not restricted.
   *
   * @throws IllegalArgumentException when an argument is none of these
   */
  static Selection of(List<String> arguments) {
    List<Scenario> scenarios = new ArrayList<>();
    List<PathSchedulerFactory> schedulers = new ArrayList<>();
    List<CongestionControllerFactory> controllers = new ArrayList<>();
    long seed = 1;
    Path file = null;
    for (String word : arguments) {
      if (word.startsWith("--seed=")) {
        seed = Long.parseLong(word.substring(7));
      } else if (word.startsWith("--tsv=")) {
        file = Path.of(word.substring(6));
      } else {
        int before = scenarios.size() + schedulers.size() + controllers.size();
        Plugins.SCHEDULERS.stream().filter(s -> s.id().equals(word)).forEach(schedulers::add);
        Plugins.CONTROLLERS.stream().filter(c -> c.id().equals(word)).forEach(controllers::add);
        if (scenarios.size() + schedulers.size() + controllers.size() == before) {
          Scenarios.ALL.stream().filter(s -> s.name().contains(word)).forEach(scenarios::add);
        }
        if (scenarios.size() + schedulers.size() + controllers.size() == before) {
          throw new IllegalArgumentException(
              "'" + word + "' is no scheduler, no controller and in no scenario's name");
        }
      }
    }
    return new Selection(
        scenarios.isEmpty() ? Scenarios.ALL : scenarios.stream().distinct().toList(),
        schedulers.isEmpty() ? Plugins.SCHEDULERS : schedulers,
        controllers.isEmpty() ? Plugins.COMPARED : controllers,
        seed,
        file);
  }
}
