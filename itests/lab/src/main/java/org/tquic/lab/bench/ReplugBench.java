package org.tquic.lab.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tquic.lab.StandardCase;
import org.tquic.lab.Wan;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.traffic.TrafficPair;
import org.tquic.lab.traffic.Transfer;

/**
 * What a transfer notices of a phone that is unplugged and comes back two seconds later under
 * another name and with another address, and how soon it carries traffic then.
 */
final class ReplugBench {
  private static final String SECTION = "Phone unplugged and back as another interface, case A, ms";
  private static final Duration LASTS = Duration.ofSeconds(12);
  private static final long BEFORE_NS = 4_000_000_000L;
  private static final long AWAY_NS = 2_000_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String NEW_NAME = "usb1";
  private static final int NEW_HOST = 77;

  /** What one turn showed. */
  private record Outcome(double stallMs, double usedMs) {}

  private final BenchOptions options;
  private final BenchReport report;
  private final Consumer<String> progress;

  ReplugBench(BenchOptions options, BenchReport report, Consumer<String> progress) {
    this.options = options;
    this.report = report;
    this.progress = progress;
  }

  void run() {
    for (Direction direction : Direction.values()) {
      measure(direction);
    }
  }

  private void measure(Direction direction) {
    String what = "one flow " + (direction == Direction.IN ? "down" : "up");
    List<Double> stalls = new ArrayList<>();
    List<Double> uses = new ArrayList<>();
    StolenTime stolen = new StolenTime();
    for (int i = 0; i < options.runs(); i++) {
      Outcome outcome = once(direction);
      stalls.add(outcome.stallMs);
      uses.add(outcome.usedMs);
    }
    Series stall = new Series(stalls);
    Series used = new Series(uses);
    progress.accept(
        "%s: stalls %s, used after %s ms, %.0f %% stolen"
            .formatted(what, stall.rounded(), used.rounded(), stolen.percent()));
    report.add(
        SECTION,
        what,
        "stall, median",
        stall.median(),
        "stall, worst",
        stall.max(),
        "link used again after, median",
        used.median(),
        "worst",
        used.max());
  }

  /** In a lab of its own: a phone comes back only once there. */
  private Outcome once(Direction direction) {
    try (BenchLab bench = new BenchLab(StandardCase.A.wans(), options).bond()) {
      bench.lab.innerTcp("cubic");
      return once(bench, new TrafficPair(bench.lab), direction);
    }
  }

  private static Outcome once(BenchLab bench, TrafficPair traffic, Direction direction) {
    Wan phone = bench.lab.wan(1);
    Transfer transfer = traffic.timed(direction, 1, LASTS);
    StallBench.sleepUntil(transfer.startNs() + BEFORE_NS);
    long outNs = System.nanoTime();
    bench.lab.unplug(phone);
    StallBench.sleepUntil(outNs + AWAY_NS);
    bench.lab.plug(phone, NEW_NAME, NEW_HOST);
    double usedMs = bench.millisUntilUsed(phone, direction, transfer, PATIENCE);
    long usedNs = System.nanoTime();
    transfer.awaitEnd(LASTS.plus(PATIENCE));
    // The return is part of it: a new path must not hold up what goes on.
    return new Outcome(transfer.worstStallMs(outNs, usedNs), usedMs);
  }
}
