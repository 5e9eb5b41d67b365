package org.tquic.lab;

/**
 * A command that has ended.
 *
 * @param command its words, for messages
 * @param status exit status; 128 + the signal's number when a signal ended it
 * @param output standard output
 * @param errors standard error
 */
public record ExecResult(String command, int status, String output, String errors) {
  /** Whether it ended with status 0. */
  public boolean succeeded() {
    return status == 0;
  }

  /**
   * Standard output without surrounding space of a command that succeeded.
   *
   * @throws LabException when it failed
   */
  public String require() {
    if (status != 0) {
      throw new LabException(
          "'" + command + "' ended with status " + status + ": " + (errors + output).strip(), "");
    }
    return output.strip();
  }
}
