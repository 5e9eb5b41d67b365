package org.tquic.packaging.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Programs that the build calls: those of the JDK that runs it, and the machine's. */
final class Tools {
  private Tools() {}

  static void jlink(List<String> arguments) throws IOException {
    provided("jlink", arguments);
  }

  static void jmod(List<String> arguments) throws IOException {
    provided("jmod", arguments);
  }

  /** This one can be had as a program only. */
  static void jimage(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jimage").toString());
    command.addAll(List.of(arguments));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("jimage failed");
    }
  }

  /**
   * What a program of this machine prints.
   *
   * @throws IOException when there is no such program, or it fails
   */
  static List<String> lines(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines = process.inputReader().lines().toList();
    if (process.waitFor() != 0) {
      throw new IOException(command[0] + " failed");
    }
    return lines;
  }

  private static void provided(String name, List<String> arguments) throws IOException {
    int status =
        ToolProvider.findFirst(name)
            .orElseThrow(() -> new IOException("this JDK has no " + name))
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IOException(name + " failed with status " + status);
    }
  }
}
