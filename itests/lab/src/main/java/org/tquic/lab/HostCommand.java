package org.tquic.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Runs a command of the machine to its end. */
final class HostCommand {
  private HostCommand() {}

  /**
   * Runs it and returns what it said.
   *
   * @param extra environment beyond {@link HostTools#environment()}
   * @param input its standard input
   * @throws LabException when it cannot be started or the caller is interrupted
   */
  static ExecResult run(List<String> command, Map<String, String> extra, String input) {
    ProcessBuilder builder = new ProcessBuilder(resolved(command));
    builder.environment().clear();
    builder.environment().putAll(HostTools.environment());
    builder.environment().putAll(extra);
    String words = String.join(" ", command);
    try {
      Process process = builder.start();
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It ended without reading; its status says why.
      }
      String output = text(process.getInputStream());
      int status = process.waitFor();
      return new ExecResult(words, status, output, errors.join());
    } catch (IOException e) {
      throw new LabException("cannot run '" + words + "': " + e.getMessage(), "", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while running '" + words + "'", "", e);
    }
  }

  /** The command with its program's full path, which the caller's search path may not know. */
  static List<String> resolved(List<String> command) {
    String program = command.getFirst();
    if (program.contains("/")) {
      return command;
    }
    List<String> result = new ArrayList<>(command);
    HostTools.find(program).ifPresent(path -> result.set(0, path.toString()));
    return result;
  }

  private static String text(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
