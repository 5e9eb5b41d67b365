package org.tquic.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of another implementation. What it prints is kept in {@code target/interop}. */
final class Program implements AutoCloseable {
  private static final Path LOGS = Path.of("target", "interop").toAbsolutePath();

  private final Process process;
  private final Path log;

  private Program(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param folder where it runs and may leave files
   */
  static Program start(Path folder, List<String> command) {
    try {
      Files.createDirectories(LOGS);
      String name = Path.of(command.getFirst()).getFileName() + "-";
      Path log = Files.createTempFile(LOGS, name, ".log");
      Files.writeString(log, String.join(" ", command) + "\n");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new Program(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it ends, and gives what it printed; it must end with status 0. */
  String succeeded() {
    try {
      if (!process.waitFor(Waiting.TRANSFER_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running, see " + log);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("status " + process.exitValue() + ", see " + log);
    }
    return printed();
  }

  /** What it has printed so far; a program may keep some of it back while it runs. */
  String printed() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(Waiting.SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
