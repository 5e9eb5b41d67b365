package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tquic.lab.Lab;
import org.tquic.lab.Role;
import org.tquic.lab.Roles;
import org.tquic.lab.Wan;
import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.traffic.TrafficPair;

/** A lab with a server, a router bonded to it, and traffic. */
final class BondedLab implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final Lab lab;
  final Roles roles;
  final Role server;
  final Role router;
  final TrafficPair traffic;

  private BondedLab(Lab lab, String engine, String serverAddress) {
    this.lab = lab;
    this.roles = new Roles(lab, Roles.image(), "--engine", engine);
    this.server = roles.startServer();
    this.router = roles.startRouter(roles.pair(server, "home", serverAddress));
    this.traffic = new TrafficPair(lab);
    lab.allowDirect(false);
  }

  static BondedLab open(Class<?> test, String engine, List<WanSpec> wans) {
    return open(test, engine, wans, Lab.SERVER_ADDRESS + ":4433");
  }

  static BondedLab open(Class<?> test, String engine, List<WanSpec> wans, String serverAddress) {
    Lab lab = Labs.open(test, engine, wans);
    try {
      return new BondedLab(lab, engine, serverAddress);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /** Bytes that each link has carried in a direction so far. */
  Map<String, Long> carried(Direction direction) {
    Map<String, Long> carried = new LinkedHashMap<>();
    lab.emulator()
        .counters()
        .forEach((name, counters) -> carried.put(name, counters.get(direction).bytes()));
    return carried;
  }

  /** Share of the bytes since then that went over a link, 0 to 1. */
  double share(Wan wan, Direction direction, Map<String, Long> before) {
    Map<String, Long> now = carried(direction);
    double all = 0;
    for (Map.Entry<String, Long> link : now.entrySet()) {
      all += link.getValue() - before.getOrDefault(link.getKey(), 0L);
    }
    return (now.get(wan.name()) - before.get(wan.name())) / all;
  }

  /** Gives the bond more to carry until a tenth of it goes over a link; gives up after a while. */
  void awaitUse(Wan wan, Direction direction) {
    Map<String, Long> before = carried(direction);
    double share = 0;
    for (int i = 0; i < 6 && share <= 0.1; i++) {
      traffic.sized(direction, 4, 2_000_000).awaitEnd(PATIENCE);
      share = share(wan, direction, before);
    }
    assertThat(share).as("share of " + wan.name()).isGreaterThan(0.1);
  }

  /** Waits until a link's path is active, or is not. */
  void awaitActive(Wan wan, boolean active) {
    router.awaitStatus(
        wan.name() + (active ? " active" : " not active"),
        status -> Role.activeLinks(status).contains(wan.name()) == active,
        PATIENCE);
  }

  @Override
  public void close() {
    lab.close();
  }
}
