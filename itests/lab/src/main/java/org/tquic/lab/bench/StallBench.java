package org.tquic.lab.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tquic.lab.LabException;
import org.tquic.lab.StandardCase;
import org.tquic.lab.Wan;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.traffic.TrafficPair;
import org.tquic.lab.traffic.Transfer;

/** What a TCP connection over the bond notices when a link dies, and when the link comes back. */
final class StallBench {
  private static final String SECTION = "One TCP flow (cubic) when a link of case A dies, ms";
  private static final long BEFORE_NS = 3_000_000_000L;
  private static final long DEAD_NS = 3_000_000_000L;
  private static final Duration LASTS = Duration.ofSeconds(12);
  private static final Duration RETURN_PATIENCE = Duration.ofSeconds(20);

  /** What the link still delivers reaches the far end within this time. */
  private static final long BEGINS_WITHIN_NS = 100_000_000;

  /**
   * What one death of a link showed.
   *
   * @param cutMs the pause that the death itself made
   * @param stallMs the longest until the link came back, what the link that is left does included
   */
  private record Outcome(double cutMs, double stallMs, double returnMs) {}

  private final BenchOptions options;
  private final BenchReport report;
  private final Consumer<String> progress;

  StallBench(BenchOptions options, BenchReport report, Consumer<String> progress) {
    this.options = options;
    this.report = report;
    this.progress = progress;
  }

  void run() {
    try (BenchLab bench = new BenchLab(StandardCase.A.wans(), options).bond()) {
      bench.lab.innerTcp("cubic");
      TrafficPair traffic = new TrafficPair(bench.lab);
      for (boolean carrier : new boolean[] {false, true}) {
        for (Wan wan : bench.lab.wans()) {
          for (Direction direction : Direction.values()) {
            for (String scheduler : options.schedulers()) {
              measure(bench, traffic, wan, direction, carrier, bench.use(scheduler));
            }
          }
        }
      }
    }
  }

  private void measure(
      BenchLab bench,
      TrafficPair traffic,
      Wan wan,
      Direction direction,
      boolean carrier,
      String suffix) {
    String what =
        "%s %s, %s%s"
            .formatted(
                wan.name(),
                carrier ? "loses its carrier" : "goes silently dead",
                direction == Direction.IN ? "down" : "up",
                suffix);
    List<Double> cuts = new ArrayList<>();
    List<Double> stalls = new ArrayList<>();
    List<Double> returns = new ArrayList<>();
    int broken = 0;
    StolenTime stolen = new StolenTime();
    for (int i = 0; i < options.runs(); i++) {
      bench.router.awaitReady(2);
      try {
        Outcome outcome = once(bench, traffic, wan, direction, carrier);
        cuts.add(outcome.cutMs);
        stalls.add(outcome.stallMs);
        returns.add(outcome.returnMs);
      } catch (LabException e) {
        broken++;
        progress.accept("  " + e.getMessage());
      }
    }
    Series cut = seriesOf(cuts);
    Series stall = seriesOf(stalls);
    Series back = seriesOf(returns);
    progress.accept(
        "%s: stalls %s, longest while dead %s, return %s ms, %.0f %% stolen"
            .formatted(what, cut.rounded(), stall.rounded(), back.rounded(), stolen.percent()));
    report.add(
        SECTION,
        what,
        "stall at the death, median",
        cut.median(),
        "worst",
        cut.max(),
        "longest while dead, median",
        stall.median(),
        "worst of these",
        stall.max(),
        "link used again after, median",
        back.median(),
        "connections lost",
        broken);
  }

  private static Series seriesOf(List<Double> values) {
    return new Series(values.isEmpty() ? List.of(Double.NaN) : values);
  }

  private static Outcome once(
      BenchLab bench, TrafficPair traffic, Wan wan, Direction direction, boolean carrier) {
    Transfer transfer = traffic.timed(direction, 1, LASTS);
    sleepUntil(transfer.startNs() + BEFORE_NS);
    long deadNs = System.nanoTime();
    setDead(bench, wan, carrier, true);
    sleepUntil(deadNs + DEAD_NS);
    setDead(bench, wan, carrier, false);
    long backNs = System.nanoTime();
    double returnMs = bench.millisUntilUsed(wan, direction, transfer, RETURN_PATIENCE);
    transfer.awaitEnd(LASTS.plus(RETURN_PATIENCE));
    return new Outcome(
        transfer.worstStallMs(deadNs, deadNs + BEGINS_WITHIN_NS),
        transfer.worstStallMs(deadNs, backNs),
        returnMs);
  }

  private static void setDead(BenchLab bench, Wan wan, boolean carrier, boolean dead) {
    if (carrier) {
      bench.lab.carrier(wan, !dead);
    } else {
      bench.lab.blackhole(wan, dead);
    }
  }

  static void sleepUntil(long timeNs) {
    try {
      Thread.sleep(Duration.ofNanos(Math.max(0, timeNs - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", "", e);
    }
  }
}
