package org.tquic.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.tquic.launcher.console.ConsoleClient;

/**
 * {@code tquic self-test}: the framework with every bundle in a temporary folder, and a bond over
 * the loopback device. The build runs it too, to record which classes a start and a connection
 * need, and how their methods run.
 */
final class SelfTest {
  private static final List<String> COMMANDS =
      List.of("felix:lb", "felix:help", "help", "help tquic:paths");

  /** Above those of its parts. */
  private static final Duration BOUND = Duration.ofMinutes(10);

  private SelfTest() {}

  /** Runs it; returns the exit status. */
  static int run(PrintStream out) throws LaunchException, InterruptedException {
    long start = System.nanoTime();
    Outcome outcome = new Outcome();
    try (RolelessFramework framework =
            RolelessFramework.start(Image.current(), Map.of("tquic.role", "self-test"), outcome);
        ConsoleClient console = framework.console(0)) {
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      out.println(framework.bundles() + " bundles started in " + millis + " ms");
      out.println(outcome.await("self-test", BOUND));
      return run(console, out);
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
