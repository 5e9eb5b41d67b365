package org.tquic.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.tquic.lab.Lab;
import org.tquic.lab.LabException;
import org.tquic.lab.Wan;
import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.traffic.Iperf3;

/**
 * Each congestion controller beside the kernel's CUBIC: the bond carries TCP over the only link
 * there is, and the router itself sends one TCP flow to the server over the same link, past the
 * bond.
 */
final class FairnessBench {
  private static final String SECTION =
      "Upload over a link of 20 Mbit/s and 32 ms beside one TCP flow (CUBIC) past the bond, Mbit/s";

  /** The shares of two controllers of different kinds go up and down over tens of seconds. */
  private static final int SECONDS = 90;

  private static final int OMITTED_SECONDS = 10;
  private static final int INNER_FLOWS = 4;

  private final BenchOptions options;
  private final BenchReport report;
  private final Consumer<String> progress;

  FairnessBench(BenchOptions options, BenchReport report, Consumer<String> progress) {
    this.options = options;
    this.report = report;
    this.progress = progress;
  }

  void run() {
    try (BenchLab bench = new BenchLab(List.of(WanSpec.of(20, 16)), options).bond()) {
      for (String controller : bench.router.console("congestions").lines().toList()) {
        String id = controller.replace('*', ' ').strip();
        if (options.controllers().isEmpty() || options.controllers().contains(id)) {
          bench.router.console("congestion", id);
          measure(bench.lab, id);
        }
      }
    }
  }

  private void measure(Lab lab, String controller) {
    CompletableFuture<Double> past = CompletableFuture.supplyAsync(() -> past(lab));
    double bonded = upload(lab, Lab.WEB, Lab.LAN, Lab.WEB_ADDRESS, INNER_FLOWS);
    double tcp = join(past);
    double fairness = (bonded + tcp) * (bonded + tcp) / (2 * (bonded * bonded + tcp * tcp));
    progress.accept(
        "fairness %s: bond %.1f, TCP %.1f Mbit/s, Jain %.2f"
            .formatted(controller, bonded, tcp, fairness));
    report.add(SECTION, controller, "bond", bonded, "TCP", tcp, "Jain's index", fairness);
  }

  private static double join(CompletableFuture<Double> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof LabException known ? known : e;
    }
  }

  /** Bound to the link's device: by its routes the router would send it through the bond. */
  private static double past(Lab lab) {
    Wan wan = lab.wan(0);
    String bound = wan.address() + "%" + wan.name();
    return upload(lab, Lab.SERVER, Lab.ROUTER, Lab.SERVER_ADDRESS, 1, "-B", bound);
  }

  private static double upload(
      Lab lab, String node, String from, String address, int flows, String... more) {
    List<String> options = new ArrayList<>(List.of("-O", Integer.toString(OMITTED_SECONDS)));
    options.addAll(List.of(more));
    return new Iperf3(lab, node)
        .tcp(from, address, Direction.OUT, flows, "cubic", SECONDS, options.toArray(String[]::new))
        .receivedMbps();
  }
}
