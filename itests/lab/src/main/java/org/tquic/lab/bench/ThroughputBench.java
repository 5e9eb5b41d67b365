package org.tquic.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tquic.lab.Lab;
import org.tquic.lab.LabException;
import org.tquic.lab.StandardCase;
import org.tquic.lab.Wan;
import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.emulator.LinkProfile;
import org.tquic.lab.traffic.Iperf3;

/** Throughput of iperf3 from lan to web: each link alone without the bond, and all bonded. */
final class ThroughputBench {
  private static final String SECTION = "Throughput, Mbit/s";

  /** One combination to measure. */
  private record Cell(String congestion, int flows, Direction direction) {}

  private final BenchOptions options;
  private final BenchReport report;
  private final Consumer<String> progress;

  ThroughputBench(BenchOptions options, BenchReport report, Consumer<String> progress) {
    this.options = options;
    this.report = report;
    this.progress = progress;
  }

  void run() {
    options.cases().forEach(this::run);
  }

  private void run(StandardCase which) {
    List<Cell> cells = new ArrayList<>();
    for (String congestion : options.congestions()) {
      for (int flows : options.flows()) {
        for (Direction direction : Direction.values()) {
          cells.add(new Cell(congestion, flows, direction));
        }
      }
    }
    try (BenchLab bench = new BenchLab(which.wans(), options)) {
      Iperf3 iperf3 = new Iperf3(bench.lab, Lab.WEB);
      Map<Cell, List<Series>> singles = new LinkedHashMap<>();
      for (Wan wan : bench.lab.wans()) {
        bench.lab.prefer(wan);
        for (Cell cell : cells) {
          singles
              .computeIfAbsent(cell, key -> new ArrayList<>())
              .add(measure(iperf3, "case " + which + " " + wan.name() + " alone", cell));
        }
      }
      bench.lab.preferNone();
      bench.bond();
      for (Cell cell : cells) {
        measureBonded(bench, iperf3, which, cell, singles.get(cell));
      }
    }
  }

  /** Schedulers take turns, so that what disturbs the machine disturbs all of them. */
  private void measureBonded(
      BenchLab bench, Iperf3 iperf3, StandardCase which, Cell cell, List<Series> singles) {
    Map<String, List<Double>> runs = new LinkedHashMap<>();
    StolenTime stolen = new StolenTime();
    double emulatorBefore = bench.lab.emulator().processorSeconds();
    double routerBefore = bench.router.process().processorSeconds();
    for (int i = 0; i < options.runs(); i++) {
      for (String scheduler : options.schedulers()) {
        String suffix = bench.use(scheduler);
        runs.computeIfAbsent(suffix, key -> new ArrayList<>()).add(once(iperf3, cell));
      }
    }
    double percent = stolen.percent();
    double wall = options.runs() * options.schedulers().size() * (options.seconds() + 1.0);
    runs.forEach(
        (suffix, values) -> {
          Series bonded = new Series(values);
          tell("case " + which + " bonded" + suffix, cell, bonded, percent);
          add(which, cell, suffix, singles, bonded);
        });
    progress.accept(
        "  processor: emulator %.2f, router role %.2f cores"
            .formatted(
                (bench.lab.emulator().processorSeconds() - emulatorBefore) / wall,
                (bench.router.process().processorSeconds() - routerBefore) / wall));
  }

  private Series measure(Iperf3 iperf3, String what, Cell cell) {
    StolenTime stolen = new StolenTime();
    Series series = Series.of(options.runs(), () -> once(iperf3, cell));
    tell(what, cell, series, stolen.percent());
    return series;
  }

  private void tell(String what, Cell cell, Series series, double stolen) {
    progress.accept(
        "%s, %d flow(s) %s %s: %s Mbit/s, %.0f %% stolen"
            .formatted(
                what, cell.flows, cell.congestion, name(cell.direction), series.rounded(), stolen));
  }

  private double once(Iperf3 iperf3, Cell cell) {
    try {
      return iperf3
          .tcp(
              Lab.LAN,
              Lab.WEB_ADDRESS,
              cell.direction,
              cell.flows,
              cell.congestion,
              options.seconds())
          .receivedMbps();
    } catch (LabException e) {
      progress.accept("  counted as 0: " + e.getMessage());
      return 0;
    }
  }

  private void add(
      StandardCase which, Cell cell, String suffix, List<Series> singles, Series bonded) {
    double best = singles.stream().mapToDouble(Series::median).max().orElseThrow();
    double ceiling =
        which.wans().stream()
            .map(WanSpec::in)
            .mapToDouble(profile -> profile.rateBps() / 1e6 * LinkProfile.CEILING)
            .sum();
    report.add(
        SECTION,
        "%s, %d flow%s, %s, %s%s"
            .formatted(
                which,
                cell.flows,
                cell.flows == 1 ? "" : "s",
                cell.congestion,
                name(cell.direction),
                suffix),
        "wan1 alone",
        singles.get(0).median(),
        "wan2 alone",
        singles.get(1).median(),
        "bonded",
        bonded.median(),
        "runs",
        String.join(
            " ", bonded.values().stream().map(value -> Long.toString(Math.round(value))).toList()),
        "% of ceiling",
        ceiling > 0 ? 100 * bonded.median() / ceiling : Double.NaN,
        "x best alone",
        bonded.median() / best);
  }

  private static String name(Direction direction) {
    return direction == Direction.IN ? "down" : "up";
  }
}
