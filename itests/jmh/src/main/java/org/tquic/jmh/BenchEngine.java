package org.tquic.jmh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs the benchmarks of the engine in the JVM's mode of the product and prints a table. Arguments
 * are those of JMH; the first names what to run, {@code IdleMemory} only the memory. Times are
 * percentiles of short samples, so that what other programs take shows in the upper ones only.
 */
public final class BenchEngine {
  /** As in the launcher, but for the heap: 1,000 streams with data need more. */
  private static final String[] JVM = {
    "-XX:+UseSerialGC",
    "-XX:+UseCompactObjectHeaders",
    "--sun-misc-unsafe-memory-access=allow",
    "-Xms512m",
    "-Xmx512m"
  };

  private BenchEngine() {}

  /** Runs what the arguments ask for. */
  public static void main(String[] args)
      throws CommandLineOptionException, RunnerException, IOException, InterruptedException {
    CommandLineOptions asked = new CommandLineOptions(args);
    if (!asked.getIncludes().contains("IdleMemory")) {
      print(new Runner(options(asked)).run());
    }
    if (asked.getIncludes().isEmpty() || asked.getIncludes().contains("IdleMemory")) {
      idleMemory();
    }
  }

  private static Options options(CommandLineOptions asked) {
    return new OptionsBuilder()
        .parent(asked)
        .forks(asked.getForkCount().orElse(1))
        .warmupIterations(asked.getWarmupIterations().orElse(3))
        .warmupTime(asked.getWarmupTime().orElse(TimeValue.seconds(2)))
        .measurementIterations(asked.getMeasurementIterations().orElse(5))
        .measurementTime(asked.getMeasurementTime().orElse(TimeValue.seconds(1)))
        .timeUnit(TimeUnit.NANOSECONDS)
        .verbosity(asked.verbosity().orElse(VerboseMode.SILENT))
        .addProfiler(GCProfiler.class)
        .jvmArgs(JVM)
        .build();
  }

  private static void print(Collection<RunResult> results) {
    System.out.printf(
        "%-64s %10s %10s %12s%n", "per operation", "5 % (ns)", "50 % (ns)", "garbage (B)");
    for (RunResult result : results) {
      Statistics time = result.getPrimaryResult().getStatistics();
      System.out.printf(
          "%-64s %10.0f %10.0f %12.0f%n",
          name(result),
          time.getPercentile(5),
          time.getPercentile(50),
          result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
  }

  private static String name(RunResult result) {
    String full = result.getParams().getBenchmark();
    String method = full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1);
    return method
        + result.getParams().getParamsKeys().stream()
            .map(key -> " " + key + "=" + result.getParams().getParam(key))
            .collect(Collectors.joining());
  }

  private static void idleMemory() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JVM));
    command.addFirst(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IdleMemory.class.getName());
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException(IdleMemory.class.getName() + " ended with " + exit);
    }
  }
}
