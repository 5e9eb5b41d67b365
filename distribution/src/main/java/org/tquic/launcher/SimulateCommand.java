package org.tquic.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.tquic.launcher.cli.Arguments;
import org.tquic.launcher.cli.CommandLineParser;
import org.tquic.launcher.cli.Commands;
import org.tquic.launcher.console.ConsoleClient;
import org.tquic.launcher.console.FileOperand;

/** {@code tquic simulate}: asks bundles without a role, the simulator and plug-ins among them. */
final class SimulateCommand {
  private static final String SIMULATOR = "simulator";
  private static final String DEFAULT_SCENARIO = "unequal";
  private static final int COLUMNS = Integer.getInteger("tquic.columns", 0);

  private SimulateCommand() {}

  /** Runs the command; returns the exit status. */
  static int run(Arguments arguments, PrintStream out, PrintStream err) throws LaunchException {
    String line = line(arguments);
    Image image = withSimulator(Image.current());
    Optional<Path> plugins = plugins(arguments);
    try (RolelessFramework framework =
            RolelessFramework.start(
                plugins.isPresent() ? image.with(plugins.get()) : image,
                plugins.map(SimulateCommand::parameters).orElse(Map.of()),
                event -> {});
        ConsoleClient console = framework.console(COLUMNS)) {
      return console.run(line, out, err);
    } catch (IOException e) {
      throw LaunchException.failed("The console failed: " + Reasons.of(e) + ".", "", e);
    }
  }

  private static Image withSimulator(Image image) throws LaunchException {
    Path simulator = image.home().resolve(SIMULATOR);
    if (!Files.isDirectory(simulator)) {
      throw LaunchException.failed(
          "This package comes without the simulator.",
          "Unpack the distribution's archive for this or another Linux machine.");
    }
    return image.with(simulator);
  }

  private static Optional<Path> plugins(Arguments arguments) throws LaunchException {
    Optional<String> named = arguments.value("plugins");
    Path folder = named.map(Path::of).orElse(Path.of(Commands.DEFAULT_STATE, "plugins"));
    if (Files.isDirectory(folder)) {
      return Optional.of(folder.toAbsolutePath().normalize());
    }
    if (named.isPresent()) {
      throw CommandLineParser.wrong(arguments.command(), "there is no folder " + folder);
    }
    return Optional.empty();
  }

  /** Parameters of plug-ins lie beside their jars, which the framework has installed itself. */
  private static Map<String, String> parameters(Path plugins) {
    return Map.of(
        "felix.fileinstall.dir", plugins.toString(), "felix.fileinstall.filter", ".*\\.cfg");
  }

  private static String line(Arguments arguments) throws LaunchException {
    StringBuilder line = new StringBuilder("tquic:simulate");
    if (arguments.has("json")) {
      line.append(" --json");
    }
    for (String option : new String[] {"scheduler", "congestion", "seed"}) {
      arguments.value(option).ifPresent(id -> line.append(" --" + option + " " + id));
    }
    if (arguments.value("svg").isPresent()) {
      line.append(" --svg ")
          .append(FileOperand.quoted(arguments.command(), arguments.value("svg").get()));
    }
    return line.append(' ').append(scenario(arguments)).toString();
  }

  /** A file, wherever the process that reads it stands, or a name that is no file's. */
  private static String scenario(Arguments arguments) throws LaunchException {
    String named = arguments.value("scenario").orElse(DEFAULT_SCENARIO);
    return named.matches("[a-z-]+") && !Files.exists(Path.of(named))
        ? named
        : FileOperand.quoted(arguments.command(), named);
  }
}
