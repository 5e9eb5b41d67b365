package org.tquic.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tquic.lab.HostTools;
import org.tquic.lab.LabAvailability;
import org.tquic.lab.LabException;

/** The command line of the benchmark. */
public final class BenchCommand {
  private BenchCommand() {}

  /** Measures what the words say and returns the exit status. */
  public static int run(List<String> words) {
    if (words.contains("--help")) {
      System.out.print(BenchOptions.USAGE);
      return 0;
    }
    List<String> rest = new ArrayList<>(words);
    Optional<Path> json = Optional.empty();
    int at = rest.indexOf("--json");
    if (at >= 0 && at + 1 < rest.size()) {
      json = Optional.of(Path.of(rest.get(at + 1)));
      rest.subList(at, at + 2).clear();
    }
    try {
      BenchOptions options = BenchOptions.parse(rest);
      measure(options, json);
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      System.err.print(BenchOptions.USAGE);
      return 2;
    } catch (LabException e) {
      System.err.println("bench: " + e.getMessage());
      System.err.println(e.remedy());
      return 1;
    } catch (IOException e) {
      System.err.println("bench: cannot write the result: " + e.getMessage());
      return 1;
    }
  }

  private static void measure(BenchOptions options, Optional<Path> json) throws IOException {
    List<String> programs = new ArrayList<>(HostTools.LAB);
    programs.add("iperf3");
    HostTools.require(programs, System.err::println);
    Optional<LabException> obstacle = LabAvailability.obstacle(programs);
    if (obstacle.isPresent()) {
      throw obstacle.get();
    }
    BenchReport report = new BenchReport();
    long startNs = System.nanoTime();
    StolenTime stolen = new StolenTime();
    Map<String, Runnable> parts =
        Map.of(
            "throughput", () -> new ThroughputBench(options, report, BenchCommand::say).run(),
            "stall", () -> new StallBench(options, report, BenchCommand::say).run(),
            "replug", () -> new ReplugBench(options, report, BenchCommand::say).run(),
            "latency", () -> new LatencyBench(options, report, BenchCommand::say).run(),
            "swap", () -> new SwapBench(options, report, BenchCommand::say).run(),
            "fairness", () -> new FairnessBench(options, report, BenchCommand::say).run(),
            "restart", () -> new RestartBench(options, report, BenchCommand::say).run(),
            "footprint", () -> new FootprintBench(options, report, BenchCommand::say).run());
    for (String part : options.parts()) {
      say(
          String.format(
              Locale.ROOT, "%s (%.0f s so far)", part, (System.nanoTime() - startNs) / 1e9));
      parts.get(part).run();
      report.add("Machine", part, "stolen by the host, %", stolen.percent());
    }
    System.out.print(report.markdown());
    if (json.isPresent()) {
      Files.writeString(json.get(), report.json() + "\n");
    }
  }

  private static void say(String line) {
    System.err.println(line);
  }
}
