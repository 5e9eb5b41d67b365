package org.tquic.launcher;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import org.tquic.launcher.cli.Arguments;

/** {@code tquic demo}: hands over to the lab, where the distribution has it. */
final class DemoCommand {
  private static final String LAB = "org.tquic.lab.Demo";

  private DemoCommand() {}

  /** Runs the demonstration; returns the exit status, unless the lab ends the process itself. */
  static int run(Arguments arguments, PrintStream out) throws LaunchException {
    String[] words = arguments.has("json") ? new String[] {"--json"} : new String[0];
    System.setOut(out);
    try {
      Class.forName(LAB).getMethod("main", String[].class).invoke(null, (Object) words);
      return 0;
    } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
      throw LaunchException.failed(
          "This distribution was built without the lab that the demonstration needs.",
          "Use the one that `mvn package` makes, or ./tquic in the sources.",
          e);
    } catch (InvocationTargetException e) {
      throw LaunchException.failed(
          "The demonstration failed: " + e.getCause(), "Run it again with TQUIC_LOG=DEBUG.", e);
    }
  }
}
