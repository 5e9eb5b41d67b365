package org.tquic.launcher.console;

import java.nio.file.Path;
import org.tquic.launcher.LaunchException;
import org.tquic.launcher.cli.CommandLineParser;
import org.tquic.launcher.cli.CommandSpec;

/** Names of files in commands that another process runs. */
public final class FileOperand {
  private FileOperand() {}

  /**
   * The file as the console takes it: absolute, since a role has another working directory, and in
   * quotation marks.
   */
  public static String quoted(CommandSpec command, String name) throws LaunchException {
    String file = Path.of(name).toAbsolutePath().toString();
    if (file.matches(".*['\\p{Cntrl}].*")) {
      throw CommandLineParser.wrong(command, "choose a file name without quotation marks");
    }
    return "'" + file + "'";
  }
}
