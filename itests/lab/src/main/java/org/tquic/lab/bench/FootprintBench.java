package org.tquic.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tquic.lab.Roles;
import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.traffic.Pings;
import org.tquic.lab.traffic.TrafficPair;
import org.tquic.lab.traffic.Transfer;

/** What the router costs: memory under load, time to start, room on disk. */
final class FootprintBench {
  private static final String SECTION = "Router role";
  private static final Duration LOAD = Duration.ofSeconds(20);
  private static final int PROBES = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BenchOptions options;
  private final BenchReport report;
  private final Consumer<String> progress;

  FootprintBench(BenchOptions options, BenchReport report, Consumer<String> progress) {
    this.options = options;
    this.report = report;
    this.progress = progress;
  }

  void run() {
    // The ceiling of both together is 108 Mbit/s.
    try (BenchLab bench =
        new BenchLab(List.of(WanSpec.of(65, 10), WanSpec.of(50, 20)), options).bond()) {
      TrafficPair traffic = new TrafficPair(bench.lab);
      for (Direction direction : Direction.values()) {
        memory(bench, traffic, direction);
      }
      startUp(bench, traffic);
    }
    report.add(SECTION, "installed size, MiB", "value", mib(Roles.image()));
    report.add(
        SECTION, "of that its Java runtime, MiB", "value", mib(Roles.image().resolve("jre")));
  }

  private void memory(BenchLab bench, TrafficPair traffic, Direction direction) {
    Transfer transfer = traffic.timed(direction, 4, LOAD);
    transfer.awaitEnd(LOAD.plus(PATIENCE));
    double mbps = transfer.mbps(transfer.startNs() + LOAD.toNanos() / 4, System.nanoTime());
    String way = direction == Direction.IN ? "down" : "up";
    double nowMib = bench.router.process().residentKib(false) / 1024.0;
    double peakMib = bench.router.process().residentKib(true) / 1024.0;
    progress.accept("router memory: %.1f MiB at %.0f Mbit/s".formatted(nowMib, mbps));
    report.add(SECTION, "throughput while measuring memory, " + way + ", Mbit/s", "value", mbps);
    report.add(SECTION, "resident after 20 s of that, MiB", "value", nowMib);
    report.add(SECTION, "resident at most, MiB", "value", peakMib);
  }

  /** From the start of its process to validated paths, and to a packet over the bond. */
  private void startUp(BenchLab bench, TrafficPair traffic) {
    bench.lab.allowDirect(false);
    List<Double> firstPaths = new ArrayList<>();
    List<Double> bothPaths = new ArrayList<>();
    List<Double> packets = new ArrayList<>();
    for (int i = 0; i < options.runs(); i++) {
      bench.router.terminate();
      Pings pings = traffic.startPing(PROBES, Duration.ofMillis(20));
      long startNs = System.nanoTime();
      bench.router.start(List.of());
      firstPaths.add((bench.router.awaitPaths(1) - startNs) / 1e9);
      bothPaths.add((bench.router.awaitPaths(2) - startNs) / 1e9);
      packets.add((pings.awaitAnswerToProbeAfter(startNs, PATIENCE) - startNs) / 1e9);
    }
    progress.accept(
        "start: first path %s s, both %s s, first packet %s s"
            .formatted(firstPaths, bothPaths, packets));
    report.add(SECTION, "start to the first validated path, s", "value", median(firstPaths));
    report.add(SECTION, "start to both validated paths, s", "value", median(bothPaths));
    report.add(SECTION, "start to the first packet over the bond, s", "value", median(packets));
  }

  private static double median(List<Double> values) {
    return new Series(values).median();
  }

  private static double mib(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(FootprintBench::size).sum()
          / (1024.0 * 1024);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot measure " + folder, e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
