package org.tquic.lab.bench;

import java.time.Duration;
import java.util.List;
import org.tquic.lab.Lab;
import org.tquic.lab.Role;
import org.tquic.lab.Roles;
import org.tquic.lab.Wan;
import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.traffic.Transfer;

/** A lab in which both roles can be started. */
final class BenchLab implements AutoCloseable {
  // More than keepalives and probes come to in the time that anybody waits for a link.
  private static final long USED_BYTES = 100_000;

  final Lab lab;
  final Roles roles;
  Role server;
  Role router;

  BenchLab(List<WanSpec> wans, BenchOptions options) {
    lab = Lab.open(wans);
    roles = new Roles(lab, Roles.image(), options.roleOptions().toArray(String[]::new));
  }

  /** Starts server and router and waits until all links carry traffic. */
  BenchLab bond() {
    server = roles.startServer();
    router = roles.startRouter(roles.pair(server, "bench"));
    return this;
  }

  /**
   * Swaps the scheduler of both ends, if one is named.
   *
   * @return what to add to the name of what is measured
   */
  String use(String scheduler) {
    if (scheduler.isEmpty()) {
      return "";
    }
    router.console("scheduler", scheduler);
    server.console("scheduler", scheduler);
    return ", " + scheduler;
  }

  /** How long from now until a link carries more than keepalives; NaN if it does not in time. */
  double millisUntilUsed(Wan wan, Direction direction, Transfer transfer, Duration patience) {
    long startNs = System.nanoTime();
    long before = carried(wan, direction);
    while (System.nanoTime() < startNs + patience.toNanos() && !transfer.isOver()) {
      if (carried(wan, direction) - before > USED_BYTES) {
        return (System.nanoTime() - startNs) / 1e6;
      }
      StallBench.sleepUntil(System.nanoTime() + 10_000_000);
    }
    return Double.NaN;
  }

  private long carried(Wan wan, Direction direction) {
    return lab.emulator().counters(wan.name(), direction).bytes();
  }

  @Override
  public void close() {
    roles.close();
    lab.close();
  }
}
