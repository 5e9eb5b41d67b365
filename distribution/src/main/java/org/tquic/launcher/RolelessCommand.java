package org.tquic.launcher;

import java.io.IOException;
import java.io.PrintStream;
import org.tquic.launcher.cli.Arguments;
import org.tquic.launcher.cli.CommandLineParser;
import org.tquic.launcher.console.ConsoleClient;
import org.tquic.launcher.console.FileOperand;

/** {@code tquic discover} and {@code record}: commands that look at this machine without a role. */
final class RolelessCommand {
  private static final int COLUMNS = Integer.getInteger("tquic.columns", 0);

  private RolelessCommand() {}

  /** Runs the command; returns the exit status. */
  static int run(Arguments arguments, PrintStream out, PrintStream err) throws LaunchException {
    String line =
        arguments.command().name().equals("discover") ? discover(arguments) : record(arguments);
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

  private static String record(Arguments arguments) throws LaunchException {
    if (arguments.operands().size() != 1) {
      throw CommandLineParser.wrong(arguments.command(), "expected the name of one file");
    }
    return "tquic:record "
        + FileOperand.quoted(arguments.command(), arguments.operands().getFirst());
  }
}
