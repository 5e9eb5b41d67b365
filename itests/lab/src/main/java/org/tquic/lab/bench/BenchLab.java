package org.tquic.lab.bench;

import java.util.List;
import org.tquic.lab.Lab;
import org.tquic.lab.Role;
import org.tquic.lab.Roles;
import org.tquic.lab.WanSpec;

/** A lab in which both roles can be started. */
final class BenchLab implements AutoCloseable {
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

  @Override
  public void close() {
    roles.close();
    lab.close();
  }
}
