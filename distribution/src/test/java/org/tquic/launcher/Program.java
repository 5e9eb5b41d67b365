package org.tquic.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program {@code bin/tquic} of an image, run as a user would. */
final class Program {
  private static final int SECONDS = 60;

  private final Path home;

  Program(Path home) {
    this.home = home;
  }

  /** What a run left. */
  record Result(int status, String out, String err) {}

  /** Runs it to its end. */
  Result run(Path work, String... words) throws IOException, InterruptedException {
    return run(work, Map.of(), words);
  }

  /** Runs it to its end with further environment. */
  Result run(Path work, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(work, "out", "");
    Path err = Files.createTempFile(work, "err", "");
    Process process =
        builder(environment, words)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    return new Result(await(process), Files.readString(out), Files.readString(err));
  }

  /** Starts it; standard error goes to standard output. */
  Process start(String... words) throws IOException {
    return start(Map.of(), words);
  }

  /** The same with further environment. */
  Process start(Map<String, String> environment, String... words) throws IOException {
    return builder(environment, words).redirectErrorStream(true).start();
  }

  /** Reads on until a line contains the text; returns that line. */
  static String awaitLine(BufferedReader lines, String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      seen.append(line).append('\n');
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("no line with \"" + text + "\" in:\n" + seen);
  }

  /** Sends SIGTERM; {@link Process#destroy} would close the streams too. */
  static void terminate(Process process) {
    process.toHandle().destroy();
  }

  /** The exit status of a process that ends soon. */
  static int await(Process process) throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + SECONDS + " s");
    }
    return process.exitValue();
  }

  private ProcessBuilder builder(Map<String, String> environment, String... words) {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/tquic").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("TQUIC_JAVA_OPTS");
    builder.environment().putAll(environment);
    return builder;
  }
}
