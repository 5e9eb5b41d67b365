package org.tquic.lab;

import java.util.List;
import org.tquic.lab.bench.BenchCommand;

/** The command {@code itests/bench}: measures the packaged distribution in the lab. */
public final class Bench {
  private Bench() {}

  /** See {@code bench --help}; exit status 0 good, 1 failed with a reason, 2 wrong usage. */
  public static void main(String[] args) {
    System.exit(BenchCommand.run(List.of(args)));
  }
}
