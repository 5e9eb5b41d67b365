package org.tquic.lab;

import java.util.List;
import org.tquic.lab.demo.DemoCommand;

/** The command {@code tquic demo}. */
public final class Demo {
  private Demo() {}

  /** As {@link #run}, and ends the process with its result. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs both roles over emulated links, with a live picture and a summary.
   *
   * @param args {@code --json} for one JSON document on standard output and the progress on
   *     standard error
   * @return exit status: 0 good, 1 failed with a reason, 2 wrong usage
   */
  public static int run(String[] args) {
    return DemoCommand.run(List.of(args));
  }
}
