package org.tquic.lab.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.traffic.TrafficPair;
import org.tquic.lab.traffic.Transfer;

/**
 * What TCP flows notice when a plug-in is swapped under them: goodput and the longest pause of a
 * flow in the two seconds before the swap and after it. Every byte is checked on arrival.
 */
final class SwapBench {
  private static final String SECTION =
      "Four TCP flows (cubic), upload over 50 + 30 Mbit/s, when a plug-in is swapped";

  private static final int FLOWS = 4;
  private static final Duration LASTS = Duration.ofSeconds(12);
  private static final long SWAP_AT_NS = 7_000_000_000L;
  private static final long WATCHED_NS = 2_000_000_000L;

  /** A sample: each swap begins with what the one before it left. */
  private static final List<Swap> SWAPS =
      List.of(
          new Swap("scheduler", "minrtt", "aggregate"),
          new Swap("scheduler", "aggregate", "redundant"),
          new Swap("scheduler", "redundant", "minrtt"),
          new Swap("congestion", "bbr", "copa"),
          new Swap("congestion", "copa", "cubic"),
          new Swap("congestion", "cubic", "ledbat"),
          new Swap("congestion", "ledbat", "bbr"));

  /** The console's command, and the plug-ins. */
  private record Swap(String command, String from, String to) {}

  private final BenchOptions options;
  private final BenchReport report;
  private final Consumer<String> progress;

  SwapBench(BenchOptions options, BenchReport report, Consumer<String> progress) {
    this.options = options;
    this.report = report;
    this.progress = progress;
  }

  void run() {
    List<WanSpec> links = List.of(WanSpec.of(50, 16), WanSpec.of(30, 30));
    try (BenchLab bench = new BenchLab(links, options).bond()) {
      bench.lab.innerTcp("cubic");
      TrafficPair traffic = new TrafficPair(bench.lab);
      for (Swap swap : SWAPS) {
        measure(bench, traffic, swap);
      }
    }
  }

  private void measure(BenchLab bench, TrafficPair traffic, Swap swap) {
    bench.router.console(swap.command, swap.from);
    Transfer transfer = traffic.timed(Direction.OUT, FLOWS, LASTS);
    StallBench.sleepUntil(transfer.startNs() + SWAP_AT_NS);
    long swapNs = System.nanoTime();
    bench.router.console(swap.command, swap.to);
    transfer.awaitEnd(LASTS.plusSeconds(20));
    double before = transfer.mbps(swapNs - WATCHED_NS, swapNs);
    double after = transfer.mbps(swapNs, swapNs + WATCHED_NS);
    double pause = transfer.worstStallMs(swapNs - WATCHED_NS, swapNs);
    double pauseAfter = transfer.worstStallMs(swapNs, swapNs + WATCHED_NS);
    String what = "%s %s to %s".formatted(swap.command, swap.from, swap.to);
    progress.accept(
        "swap of %s: %.1f, then %.1f Mbit/s; pauses %.0f, then %.0f ms"
            .formatted(what, before, after, pause, pauseAfter));
    report.add(
        SECTION,
        what,
        "Mbit/s before",
        before,
        "after",
        after,
        "after / before",
        after / before,
        "longest pause before, ms",
        pause,
        "after, ms",
        pauseAfter);
  }
}
