package org.tquic.launcher.console;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.tquic.launcher.LaunchException;

/** The console on a terminal: line editing, completion by the role, history in its state folder. */
final class InteractiveConsole {
  private static final String HISTORY = "console.history";

  private final ConsoleClient client;
  private final Path state;

  InteractiveConsole(ConsoleClient client, Path state) {
    this.client = client;
    this.state = state;
  }

  /** Runs until {@code exit}, Ctrl-D, or the end of the role. */
  int run(PrintStream out, PrintStream err) throws IOException, LaunchException {
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).encoding(StandardCharsets.UTF_8).build()) {
      LineReader reader = reader(terminal);
      out.println("TQUIC Bond console. `help` lists the commands, `exit` or Ctrl-D leaves.");
      while (true) {
        String line;
        try {
          line = reader.readLine("tquic> ").strip();
        } catch (UserInterruptException e) {
          continue;
        } catch (EndOfFileException e) {
          return 0;
        }
        if (line.equals("exit") || line.equals("quit")) {
          return 0;
        }
        if (!line.isEmpty()) {
          run(line, terminal, out, err);
        }
      }
    }
  }

  /** Ctrl-C stops the command and not the console. */
  private void run(String line, Terminal terminal, PrintStream out, PrintStream err)
      throws LaunchException {
    Terminal.SignalHandler before =
        terminal.handle(
            Terminal.Signal.INT,
            signal -> {
              try {
                client.cancel();
              } catch (LaunchException e) {
                // The thread that waits for the answer finds out too, and ends the console.
                return;
              }
            });
    try {
      client.resize(Math.max(terminal.getWidth(), 1));
      client.run(line, out, err);
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
    }
  }

  private LineReader reader(Terminal terminal) {
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("tquic")
            .completer(this::complete)
            // An exclamation mark is an ordinary character in a command.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    Path history = state.toAbsolutePath().resolve(HISTORY);
    if (makePrivate(history)) {
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    return builder.build();
  }

  private void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    try {
      for (String word : client.complete(line.line().substring(0, line.cursor()))) {
        // A scope is only the beginning of a word.
        boolean whole = !word.endsWith(":");
        candidates.add(new Candidate(word, word, null, null, null, null, whole));
      }
    } catch (LaunchException e) {
      // The next command says that the role is gone.
      return;
    }
  }

  /** Makes the file, for its owner only; without it there is no history. */
  private static boolean makePrivate(Path file) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return Files.isWritable(file);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
