package org.tquic.lab.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.tquic.lab.StandardCase;
import org.tquic.lab.traffic.Pings;
import org.tquic.lab.traffic.TrafficPair;

/** How long traffic is away when the server is killed and started again. */
final class RestartBench {
  private static final String SECTION = "Server killed and started again, case A, s";
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final int PROBES = 2000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BenchOptions options;
  private final BenchReport report;
  private final Consumer<String> progress;

  RestartBench(BenchOptions options, BenchReport report, Consumer<String> progress) {
    this.options = options;
    this.report = report;
    this.progress = progress;
  }

  void run() {
    try (BenchLab bench = new BenchLab(StandardCase.A.wans(), options).bond()) {
      bench.lab.allowDirect(false);
      TrafficPair traffic = new TrafficPair(bench.lab);
      Series recovery = Series.of(options.runs(), () -> once(bench, traffic));
      progress.accept("server restart: " + recovery.values() + " s");
      report.add(
          SECTION,
          "from the start of the new process to the first packet through the bond",
          "median",
          recovery.median(),
          "worst",
          recovery.max());
    }
  }

  private static double once(BenchLab bench, TrafficPair traffic) {
    bench.router.awaitReady(2);
    Pings pings = traffic.startPing(PROBES, INTERVAL);
    StallBench.sleepUntil(System.nanoTime() + 1_000_000_000L);
    bench.server.kill();
    StallBench.sleepUntil(System.nanoTime() + 500_000_000L);
    long startNs = System.nanoTime();
    bench.server.start(List.of());
    return (pings.awaitAnswerToProbeAfter(startNs, PATIENCE) - startNs) / 1e9;
  }
}
