package org.tquic.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tquic.identity.ServerPin;
import org.tquic.launcher.cli.Arguments;
import org.tquic.launcher.cli.CommandLineParser;
import org.tquic.launcher.cli.Commands;
import org.tquic.launcher.console.ConsoleCommands;

/**
 * {@code tquic doctor}: asks the role that runs with the state folder. Where none does and the
 * folder is that of a paired router, it starts the bundles without a bond and asks those.
 */
final class DoctorCommand {
  private static final Duration READY_BOUND = Duration.ofSeconds(10);
  private static final Duration STOP_BOUND = Duration.ofSeconds(10);

  private DoctorCommand() {}

  /** Runs the command; returns the exit status. */
  static int run(Arguments arguments, InputStream in, PrintStream out, PrintStream err)
      throws LaunchException, InterruptedException {
    Optional<String> file = arguments.value("record");
    if (file.isPresent()) {
      if (Stream.of("json", "nat-timeout", "capacity", "metered").anyMatch(arguments::has)
          || arguments.value("capture").isPresent()) {
        throw CommandLineParser.wrong(
            arguments.command(), "--record examines nothing and goes with no other option");
      }
      return RolelessCommand.record(arguments, file.get(), out, err);
    }
    String folder = arguments.value("state").orElse(Commands.DEFAULT_STATE);
    if (!Files.exists(Path.of(folder, ServerPin.FILE))) {
      return ConsoleCommands.run(arguments, in, out, err);
    }
    StateFolder state = StateFolder.prepare(folder);
    Optional<FileLock> free = state.tryLock();
    if (free.isEmpty()) {
      return ConsoleCommands.run(arguments, in, out, err);
    }
    try (FileLock lock = free.get()) {
      int status = withoutRole(state, arguments, in, out, err);
      assert lock.isValid() : "held until the bundles are stopped";
      return status;
    } catch (IOException e) {
      throw LaunchException.failed("The state folder's lock does not close: " + e, "", e);
    }
  }

  private static int withoutRole(
      StateFolder state, Arguments arguments, InputStream in, PrintStream out, PrintStream err)
      throws LaunchException, InterruptedException {
    if (System.getProperty("tquic.log") == null) {
      // What each bundle has to say is not what was asked for.
      System.setProperty("tquic.log", "WARN");
    }
    Map<String, String> properties = new HashMap<>(Map.of("tquic.role", "doctor"));
    arguments.value("engine").ifPresent(engine -> properties.put("tquic.router.engine", engine));
    Outcome outcome = new Outcome();
    RoleFramework framework = RoleFramework.start(Image.current(), state, properties, outcome);
    try {
      outcome.await("doctor", READY_BOUND);
      return ConsoleCommands.run(arguments, in, out, err);
    } finally {
      framework.stop(STOP_BOUND);
    }
  }
}
