package org.tquic.launcher.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tquic.launcher.LaunchException;
import org.tquic.launcher.Reasons;
import org.tquic.launcher.cli.Arguments;
import org.tquic.launcher.cli.CommandLineParser;
import org.tquic.launcher.cli.Commands;

/**
 * {@code tquic status}, {@code paths}, {@code doctor}, {@code qlog} and {@code console}: commands
 * that a running role answers.
 */
public final class ConsoleCommands {
  private static final Set<String> STATES = Set.of("on", "off");
  private static final String CAPACITY_SECONDS = "3";
  private static final Duration WATCH_PERIOD = Duration.ofSeconds(1);
  private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

  /** Told by bin/tquic where standard output is a terminal. */
  private static final int COLUMNS = Integer.getInteger("tquic.columns", 0);

  private ConsoleCommands() {}

  /** Runs the command; returns the exit status. */
  public static int run(Arguments arguments, InputStream in, PrintStream out, PrintStream err)
      throws LaunchException, InterruptedException {
    Path state = Path.of(arguments.value("state").orElse(Commands.DEFAULT_STATE));
    if (arguments.has("json") && arguments.has("watch")) {
      throw CommandLineParser.wrong(
          arguments.command(), "--json prints one document and does not go with --watch");
    }
    try (ConsoleClient client = ConsoleClient.connect(state, COLUMNS)) {
      String json = arguments.has("json") ? " --json" : "";
      return switch (arguments.command().name()) {
        case "status" ->
            arguments.has("watch")
                ? watch(client, out, err)
                : client.run("tquic:status" + json, out, err);
        case "paths" -> client.run("tquic:paths" + json + history(arguments), out, err);
        case "metrics" -> client.run("tquic:metrics", out, err);
        case "qlog" -> client.run("tquic:qlog" + qlog(arguments), out, err);
        case "doctor" -> client.run(doctor(arguments) + json, out, err);
        default -> console(client, arguments, state, in, out, err);
      };
    } catch (IOException e) {
      throw LaunchException.failed("The console failed: " + Reasons.of(e) + ".", "", e);
    }
  }

  private static String history(Arguments arguments) throws LaunchException {
    List<String> words = arguments.operands();
    if (words.size() > 1 || !words.isEmpty() && !arguments.has("history")) {
      throw CommandLineParser.wrong(
          arguments.command(), "a link is named once, and with --history before it");
    }
    // Quotation marks and all else that means something to the console are in no link's name.
    if (words.stream().anyMatch(word -> !word.matches("[\\w.:@/+-]+"))) {
      throw CommandLineParser.wrong(
          arguments.command(), "no link has a name like \"" + words.getFirst() + '"');
    }
    return (arguments.has("history") ? " --history" : "")
        + (words.isEmpty() ? "" : " '" + words.getFirst() + "'");
  }

  private static String doctor(Arguments arguments) throws LaunchException {
    Optional<String> capture = arguments.value("capture");
    Optional<String> seconds = arguments.value("seconds");
    boolean capacity = arguments.has("capacity");
    if (arguments.has("metered") && !capacity) {
      throw CommandLineParser.wrong(arguments.command(), "--metered says what --capacity measures");
    }
    if (capture.isEmpty()) {
      if (seconds.isPresent() && !capacity) {
        throw CommandLineParser.wrong(
            arguments.command(), "--seconds says how long --capture or --capacity takes");
      }
      return "tquic:doctor"
          + (arguments.has("nat-timeout") ? " --nat-timeout" : "")
          + (capacity ? " --capacity " + seconds.orElse(CAPACITY_SECONDS) : "")
          + (arguments.has("metered") ? " --metered" : "");
    }
    return "tquic:capture"
        + seconds.map(s -> " --seconds " + s).orElse("")
        + " "
        + FileOperand.quoted(arguments.command(), capture.get());
  }

  private static String qlog(Arguments arguments) throws LaunchException {
    List<String> words = arguments.operands();
    if (words.isEmpty()) {
      return "";
    }
    if (words.size() > 1 || !STATES.contains(words.getFirst())) {
      throw CommandLineParser.wrong(
          arguments.command(), "expected on or off, got \"" + String.join(" ", words) + '"');
    }
    return " " + words.getFirst();
  }

  private static int console(
      ConsoleClient client,
      Arguments arguments,
      Path state,
      InputStream in,
      PrintStream out,
      PrintStream err)
      throws LaunchException, IOException {
    if (!arguments.operands().isEmpty()) {
      return client.run(String.join(" ", arguments.operands()), out, err);
    }
    if (System.console() != null && System.console().isTerminal()) {
      return new InteractiveConsole(client, state).run(out, err);
    }
    int status = 0;
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      status = client.run(line, out, err);
    }
    return status;
  }

  private static int watch(ConsoleClient client, PrintStream out, PrintStream err)
      throws LaunchException, InterruptedException {
    boolean terminal = COLUMNS > 0;
    while (true) {
      if (terminal) {
        out.print(HOME_AND_CLEAR);
      }
      int status = client.run("tquic:status", out, err);
      if (!terminal) {
        out.println();
      }
      out.flush();
      if (out.checkError()) {
        // The reader of a pipe has gone.
        return status;
      }
      Thread.sleep(WATCH_PERIOD);
    }
  }
}
