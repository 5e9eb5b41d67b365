package org.tquic.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.tquic.launcher.console.ConsoleClient;

/**
 * {@code tquic self-test}: the framework with every bundle and no role, in a temporary folder. The
 * build runs it too, to record which classes a start needs.
 */
final class SelfTest {
  private static final List<String> COMMANDS =
      List.of("felix:lb", "felix:help", "help", "help tquic:paths");

  private SelfTest() {}

  /** Runs it; returns the exit status. */
  static int run(PrintStream out) throws LaunchException {
    long start = System.nanoTime();
    try (RolelessFramework framework = RolelessFramework.start()) {
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      try (ConsoleClient console = framework.console(0)) {
        out.println(framework.bundles() + " bundles started in " + millis + " ms");
        return run(console, out);
      }
    } catch (IOException e) {
      throw LaunchException.failed("The console failed: " + Reasons.of(e) + ".", "", e);
    }
  }

  private static int run(ConsoleClient console, PrintStream out)
      throws LaunchException, IOException {
    int failed = 0;
    for (String command : COMMANDS) {
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
      int status = console.run(command, stream, stream);
      if (status != 0) {
        out.println(command + " ended with status " + status + ": " + output);
        failed++;
      }
    }
    out.println(COMMANDS.size() - failed + " of " + COMMANDS.size() + " console commands good");
    return failed == 0 ? 0 : LaunchException.FAILED;
  }
}
