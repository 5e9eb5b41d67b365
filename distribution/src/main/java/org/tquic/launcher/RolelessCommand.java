package org.tquic.launcher;

import java.io.IOException;
import java.io.PrintStream;
import org.tquic.launcher.cli.Arguments;
import org.tquic.launcher.cli.CommandLineParser;
import org.tquic.launcher.console.ConsoleClient;
import org.tquic.launcher.console.FileOperand;

/**
 * {@code tquic discover}, {@code record} and {@code doctor --record}: commands that look at this
 * machine without a role.
 */
final class RolelessCommand {
  private static final int COLUMNS = Integer.getInteger("tquic.columns", 0);

  private RolelessCommand() {}

  /** Runs the command; returns the exit status. */
  static int run(Arguments arguments, PrintStream out, PrintStream err) throws LaunchException {
    if (arguments.command().name().equals("discover")) {
      return run(discover(arguments), out, err);
    }
    if (arguments.operands().size() != 1) {
      throw CommandLineParser.wrong(arguments.command(), "expected the name of one file");
    }
    return record(arguments, arguments.operands().getFirst(), out, err);
  }

  /** Writes down what the links look like; returns the exit status. */
  static int record(Arguments arguments, String file, PrintStream out, PrintStream err)
      throws LaunchException {
    return run("tquic:record " + FileOperand.quoted(arguments.command(), file), out, err);
  }

  private static int run(String line, PrintStream out, PrintStream err) throws LaunchException {
    try (RolelessFramework framework = RolelessFramework.start();
        ConsoleClient console = framework.console(COLUMNS)) {
      return console.run(line, out, err);
    } catch (IOException e) {
      throw LaunchException.failed("The console failed: " + Reasons.of(e) + ".", "", e);
    }
  }

  private static String discover(Arguments arguments) {
    return "tquic:discover"
        + (arguments.has("json") ? " --json" : "")
        + (arguments.has("all") ? " --all" : "")
        + arguments.value("seconds").map(seconds -> " --seconds " + seconds).orElse("");
  }
}
