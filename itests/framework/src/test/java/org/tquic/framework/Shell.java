package org.tquic.framework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the system's commands, {@code ip} above all. */
final class Shell {
  private Shell() {}

  /** Whether this process has a network namespace of its own, in which it may do as it likes. */
  static boolean ownNetwork() {
    return System.getenv("TQUIC_OWN_NETWORK") != null;
  }

  /** Runs a command line, words separated by single spaces; returns what it printed. */
  static String run(String commandLine) {
    return run(List.of(commandLine.split(" ")));
  }

  /** Runs a command; returns what it printed on standard output. */
  static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(false).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new AssertionError(String.join(" ", command) + ": status " + status + ": " + error);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
