package org.tquic.lab.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.tquic.lab.StandardCase;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.traffic.TrafficPair;
import org.tquic.lab.traffic.Transfer;

/** Round trips of small UDP packets over the bond, idle and beside TCP flows. */
final class LatencyBench {
  private static final String SECTION = "Round trip of small packets over the bond of case A, ms";
  private static final int PROBES = 400;
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final int FLOWS = 4;

  private final BenchOptions options;
  private final BenchReport report;
  private final Consumer<String> progress;

  LatencyBench(BenchOptions options, BenchReport report, Consumer<String> progress) {
    this.options = options;
    this.report = report;
    this.progress = progress;
  }

  void run() {
    try (BenchLab bench = new BenchLab(StandardCase.A.wans(), options).bond()) {
      bench.lab.innerTcp("cubic");
      TrafficPair traffic = new TrafficPair(bench.lab);
      add("idle", traffic.ping(PROBES, INTERVAL));
      for (Direction direction : Direction.values()) {
        for (String scheduler : options.schedulers()) {
          measure(traffic, direction, bench.use(scheduler));
        }
      }
    }
  }

  private void measure(TrafficPair traffic, Direction direction, String suffix) {
    Duration lasts = INTERVAL.multipliedBy(PROBES).plusSeconds(4);
    Transfer transfer = traffic.timed(direction, FLOWS, lasts);
    StallBench.sleepUntil(transfer.startNs() + 2_000_000_000L);
    List<Double> rtts = traffic.ping(PROBES, INTERVAL);
    String way = direction == Direction.IN ? "down" : "up";
    add("beside " + FLOWS + " TCP flows (cubic) " + way + suffix, rtts);
    transfer.awaitEnd(lasts.plusSeconds(20));
  }

  private void add(String what, List<Double> rttsMs) {
    progress.accept("latency " + what + ": median " + Series.percentile(rttsMs, 0.5) + " ms");
    report.add(
        SECTION,
        what,
        "median",
        Series.percentile(rttsMs, 0.5),
        "p99",
        Series.percentile(rttsMs, 0.99),
        "lost of " + PROBES,
        PROBES - rttsMs.size());
  }
}
