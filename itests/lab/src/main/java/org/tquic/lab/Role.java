package org.tquic.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tquic.lab.json.Json;

/**
 * A role of the packaged distribution in the lab: a process that can be ended and started again.
 */
public final class Role implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern VALIDATED =
      Pattern.compile("path over (\\S+): (?:VALIDATED|ACTIVE)");
  private static final Duration POLL = Duration.ofMillis(100);

  private final Lab lab;
  private final Path program;
  private final String node;
  private final String kind;
  private final Path state;
  private final List<String> always;
  private LabProcess process;

  Role(Lab lab, Path program, String node, String kind, Path state, List<String> always) {
    this.lab = lab;
    this.program = program;
    this.node = node;
    this.kind = kind;
    this.state = state;
    this.always = always;
  }

  /** Starts its process with these options besides {@code --state} and those that it always has. */
  public Role start(List<String> options) {
    List<String> command = new ArrayList<>(List.of(program.toString(), kind));
    command.addAll(List.of("--state", state.toString()));
    command.addAll(always);
    command.addAll(options);
    process = lab.spawn(node, kind + "-" + node, command);
    return this;
  }

  /** Its process now. */
  public LabProcess process() {
    return process;
  }

  /** Its state folder. */
  public Path state() {
    return state;
  }

  /** The node it runs on. */
  public String node() {
    return node;
  }

  /** Runs another command of {@code tquic} on its node with its state folder. */
  public ExecResult tquic(String command, String... arguments) {
    List<String> line = new ArrayList<>(List.of(program.toString(), command));
    line.addAll(List.of("--state", state.toString()));
    line.addAll(List.of(arguments));
    return lab.exec(node, line.toArray(String[]::new));
  }

  /** Runs a command of its console that must succeed and returns what it says. */
  public String console(String... words) {
    return tquic("console", words).require();
  }

  /** Its status as {@code tquic status --json} prints it. */
  public Json status() {
    return Json.parse(tquic("status", "--json").require());
  }

  /**
   * Waits until its status is as wanted.
   *
   * @param what for the message
   * @return that status
   * @throws LabException when its process ends or the time is up before
   */
  public Json awaitStatus(String what, Predicate<Json> wanted, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    String last = "no status";
    while (System.nanoTime() < deadline) {
      ExecResult result = tquic("status", "--json");
      if (result.succeeded()) {
        Json status = Json.parse(result.output());
        if (wanted.test(status)) {
          return status;
        }
        last = status.toString();
      } else {
        last = result.errors().strip();
      }
      if (!process.isAlive()) {
        break;
      }
      pause();
    }
    throw new LabException(
        "the %s %s: %s. Last: %s%nIt said:%n%s"
            .formatted(
                kind,
                process.isAlive() ? "did not get there in " + timeout.toSeconds() + " s" : "ended",
                what,
                last,
                process.tail()),
        "");
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", "", e);
    }
  }

  /**
   * Waits until a server listens, or a router says that it is bonded and has so many active paths.
   *
   * @return the status then
   */
  public Json awaitReady(int activePaths) {
    // What a role prints when it is ready; asking for the status over and over is dear.
    process.awaitLine(0, line -> line.matches("(listening on|bonded with) .*"), PATIENCE);
    return awaitStatus(
        kind.equals("server") ? "listening" : activePaths + " active paths",
        status ->
            kind.equals("server")
                ? status.get("state").text().equals("listening")
                : status.get("state").text().equals("up")
                    && activeLinks(status).size() >= activePaths,
        PATIENCE);
  }

  /**
   * Waits until a router's log says of as many links that their paths are validated.
   *
   * @return {@link System#nanoTime()} when it did
   */
  public long awaitPaths(int count) {
    Set<String> validated = new HashSet<>();
    process.awaitLine(
        0,
        line -> {
          Matcher path = VALIDATED.matcher(line);
          return path.find() && validated.add(path.group(1)) && validated.size() >= count;
        },
        PATIENCE);
    return System.nanoTime();
  }

  /** Names of the links whose paths carry traffic, of a router's status. */
  public static List<String> activeLinks(Json status) {
    return status.get("bonds").elements().stream()
        .flatMap(bond -> bond.get("paths").elements().stream())
        .filter(path -> path.get("state").text().equals("ACTIVE"))
        .map(path -> path.get("link").text())
        .toList();
  }

  /** Addresses that the bond has, of a router's status. */
  public static List<String> innerAddresses(Json status) {
    return status.get("bonds").elements().stream()
        .flatMap(bond -> bond.get("innerAddresses").elements().stream())
        .map(Json::text)
        .toList();
  }

  /**
   * Sends SIGTERM and waits for the end.
   *
   * @return exit status
   * @throws LabException when it does not end in time
   */
  public int terminate() {
    process.terminate();
    return awaitExit();
  }

  /** Sends SIGKILL and waits for the end. */
  public void kill() {
    process.kill();
    awaitExit();
  }

  /** Waits for its end and returns the exit status. */
  public int awaitExit() {
    try {
      return process.awaitExit(PATIENCE);
    } catch (TimeoutException e) {
      throw new LabException(e.getMessage(), "", e);
    }
  }

  /** Ends it. */
  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
