package org.tquic.launcher;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.tquic.launcher.cli.Arguments;
import org.tquic.launcher.cli.CommandLineParser;
import org.tquic.launcher.cli.Commands;
import org.tquic.launcher.cli.ValueForm;
import org.tquic.launcher.config.ConfigurationCheck;

/** Runs a role in the foreground until a signal, a failure, or an order from its console. */
final class RoleCommand {
  /** How long a role may take to undo what it did to the machine. */
  private static final Duration STOP_BOUND = Duration.ofSeconds(10);

  /** Has a pairing code for who does not want it in the list of processes. */
  private static final String CODE = "TQUIC_CODE";

  /** Options of single links; each has a setting of its name, without hyphens. */
  private static final List<String> LINK_OPTIONS =
      List.of(
          "link-congestion",
          "link-enabled",
          "link-metered",
          "link-tier",
          "link-quota",
          "link-quota-day");

  /** What the main thread waits for. */
  private sealed interface Event {
    /** A line for people that does not end anything. */
    record Message(boolean ready, String text, String remedy) implements Event {}

    /** The role cannot go on. */
    record Failed(String message, String remedy, int status) implements Event {}

    /** A signal arrived. */
    record Signalled() implements Event {}

    /** The framework was stopped from inside. */
    record Stopped() implements Event {}
  }

  private final PrintStream out;
  private final PrintStream err;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private RoleCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the role; returns the exit status. */
  static int run(Arguments arguments, PrintStream out, PrintStream err)
      throws LaunchException, InterruptedException {
    Map<String, String> properties = properties(arguments, System::getenv);
    Image image = Image.current();
    StateFolder state =
        StateFolder.prepare(arguments.value("state").orElse(Commands.DEFAULT_STATE));
    try (FileLock lock = state.lock()) {
      ConfigurationCheck.run(state.configuration(), image.bundles());
      return new RoleCommand(out, err).run(image, state, properties, lock);
    } catch (IOException e) {
      throw LaunchException.failed("The state folder's lock does not close: " + e, "", e);
    }
  }

  private int run(Image image, StateFolder state, Map<String, String> properties, FileLock lock)
      throws LaunchException, InterruptedException {
    // From here on a stop is a clean one, also while the bundles are still starting.
    TerminationSignals.onFirst(() -> events.add(new Event.Signalled()));
    CountDownLatch stopped = stopWithTheProcess();
    try {
      return runUntilStopped(image, state, properties, lock);
    } finally {
      stopped.countDown();
    }
  }

  /** Whatever else ends the process, SIGHUP for one, has to wait until the machine is as it was. */
  private CountDownLatch stopWithTheProcess() {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  events.add(new Event.Signalled());
                  try {
                    if (!stopped.await(STOP_BOUND.plusSeconds(1).toMillis(), MILLISECONDS)) {
                      err.println("tquic: ended before the role had stopped");
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    return stopped;
  }

  private int runUntilStopped(
      Image image, StateFolder state, Map<String, String> properties, FileLock lock)
      throws LaunchException, InterruptedException {
    RoleFramework framework = RoleFramework.start(image, state, properties, this::outcome);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                framework.awaitStop();
                events.add(new Event.Stopped());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    int status = follow();
    if (!framework.stop(STOP_BOUND)) {
      err.println(
          "tquic: the role did not stop within "
              + STOP_BOUND.toSeconds()
              + " s; what it left on this machine is undone at its next start.");
      status = LaunchException.FAILED;
    }
    assert lock.isValid() : "held until the role is gone";
    return status;
  }

  /** Prints what the role says; returns the exit status once it ends. */
  private int follow() throws InterruptedException {
    while (true) {
      switch (events.take()) {
        case Event.Message(boolean ready, String text, String remedy) ->
            print(ready ? out : err, text, remedy);
        case Event.Failed(String message, String remedy, int status) -> {
          print(err, "tquic: " + message, remedy);
          return status;
        }
        case Event.Signalled() -> {
          return 0;
        }
        case Event.Stopped() -> {
          err.println("tquic: stopped from the console");
          return 0;
        }
      }
    }
  }

  private static void print(PrintStream stream, String text, String remedy) {
    stream.println(text);
    if (!remedy.isEmpty()) {
      stream.println(remedy);
    }
    stream.flush();
  }

  /** What the role calls, on threads of its own. */
  private void outcome(Map<String, Object> event) {
    String message = String.valueOf(event.getOrDefault("message", ""));
    String remedy = String.valueOf(event.getOrDefault("remedy", ""));
    switch (String.valueOf(event.get("event"))) {
      case "failed" -> {
        int status = event.get("exit") instanceof Integer exit ? exit : LaunchException.FAILED;
        events.add(new Event.Failed(message, remedy, status));
      }
      case "ready" -> events.add(new Event.Message(true, message, remedy));
      default -> events.add(new Event.Message(false, message, remedy));
    }
  }

  /**
   * The flags as framework properties, which the role reads.
   *
   * @param environment values of its variables, null for none
   */
  static Map<String, String> properties(Arguments arguments, UnaryOperator<String> environment)
      throws LaunchException {
    String role = arguments.command().name();
    Map<String, String> properties = new HashMap<>();
    properties.put("tquic.role", role);
    String prefix = "tquic." + role + ".";
    for (String option : List.of("listen", "server", "engine", "scheduler", "congestion")) {
      arguments.value(option).ifPresent(value -> properties.put(prefix + option, value));
    }
    if (arguments.command().option("code").isPresent()) {
      arguments
          .value("code")
          .or(() -> Optional.ofNullable(environment.apply(CODE)).filter(code -> !code.isEmpty()))
          .ifPresent(code -> properties.put(prefix + "code", code));
    }
    if (arguments.has("no-firewall")) {
      properties.put(prefix + "firewall", "false");
    }
    if (arguments.has("qlog")) {
      properties.put(prefix + "qlog", "true");
    }
    keyLog(arguments, properties);
    if (arguments.has("wan")) {
      properties.put(prefix + "wans", String.join(",", arguments.list("wan")));
    }
    for (String option : LINK_OPTIONS) {
      if (arguments.has(option)) {
        properties.put(prefix + option.replace("-", ""), String.join(",", arguments.list(option)));
      }
    }
    if (arguments.has("route")) {
      properties.put(prefix + "routes", String.join(",", arguments.list("route")));
    }
    for (String pool : arguments.list("pool")) {
      String key = prefix + (ValueForm.isIpv6(pool) ? "pool6" : "pool");
      if (properties.put(key, pool) != null) {
        throw CommandLineParser.wrong(
            arguments.command(),
            "--pool is given twice for the same address family: \"" + pool + "\"");
      }
    }
    return properties;
  }

  /** Without the word of a developer no keys leave the process. */
  private static void keyLog(Arguments arguments, Map<String, String> properties)
      throws LaunchException {
    Optional<String> file = arguments.value("key-log");
    if (file.isPresent() && !arguments.has("developer")) {
      throw LaunchException.usage(
          "tquic "
              + arguments.command().name()
              + ": --key-log gives away all traffic and is for developers only",
          "Add --developer if this is a developer's machine; leave --key-log out on any other.");
    }
    if (arguments.has("developer")) {
      properties.put("tquic.developer", "true");
    }
    file.ifPresent(
        name -> properties.put("tquic.keylog", Path.of(name).toAbsolutePath().toString()));
  }
}
