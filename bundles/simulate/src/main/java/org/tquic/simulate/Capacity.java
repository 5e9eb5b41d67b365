package org.tquic.simulate;

import org.tquic.quic.sim.LinkModel;
import org.tquic.quic.sim.LinkProfile;
import org.tquic.quic.sim.Simulation;
import org.tquic.simulate.inner.InnerPacket;

/** What the links of a scenario could carry towards the server. */
final class Capacity {
  /** Bytes of the IP packet that carries a full inner packet. */
  private static final double CARRIER_BYTES = 1_383;

  /** Bytes of a full inner packet by those of the IP packet that carries it. */
  static final double INNER_SHARE = InnerPacket.DATA_BYTES / CARRIER_BYTES;

  private static final double USER_SHARE = InnerPacket.SEGMENT_BYTES / CARRIER_BYTES;

  private static final long STEP_NS = 10_000_000;

  private Capacity() {}

  /**
   * Mean of the time that counts, user data, bytes per second: rate less loss of all links that are
   * alive, and no more than their bottleneck passes.
   */
  static double goodputBps(Scenario scenario) {
    Simulation empty = network(scenario);
    empty.runFor((long) (Scenario.WARM_UP_SECONDS * 1e9));
    int steps = (int) ((scenario.seconds() - Scenario.WARM_UP_SECONDS) * 1e9 / STEP_NS);
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += now(scenario, empty);
      empty.runFor(STEP_NS);
    }
    return USER_SHARE * sum / steps;
  }

  /**
   * The links of a scenario without hosts, and what happens to them.
   *
   * @throws IllegalArgumentException when the script names a link that is not there
   */
  static Simulation network(Scenario scenario) {
    Simulation simulation = new Simulation(0);
    addLinks(scenario, simulation);
    simulation.play(scenario.script());
    return simulation;
  }

  /** Adds the links of a scenario, and its bottleneck if there is one. */
  static void addLinks(Scenario scenario, Simulation simulation) {
    for (Wan wan : scenario.wans()) {
      simulation.network().addLink(wan.name(), wan.up(), wan.down());
    }
    if (scenario.bottleneck() != null) {
      simulation.network().addLink(Scenario.BOTTLENECK, scenario.bottleneck());
    }
  }

  private static double now(Scenario scenario, Simulation simulation) {
    double sum = 0;
    for (Wan wan : scenario.wans()) {
      sum += passes(simulation.network().link(wan.name()).up());
    }
    return scenario.bottleneck() == null
        ? sum
        : Math.min(sum, passes(simulation.network().link(Scenario.BOTTLENECK).down()));
  }

  /** What one direction of a link passes now, bytes of IP packets per second. */
  static double passes(LinkModel link) {
    LinkProfile profile = link.profile();
    return link.isBlackhole() ? 0 : profile.rateBytesPerSecond() * (1 - profile.loss());
  }
}
