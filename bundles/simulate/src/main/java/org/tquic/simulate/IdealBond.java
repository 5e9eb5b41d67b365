package org.tquic.simulate;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tquic.quic.sim.LinkModel;
import org.tquic.quic.sim.SimLink;
import org.tquic.quic.sim.Simulation;
import org.tquic.simulate.inner.Host;
import org.tquic.simulate.inner.InnerPacket;
import org.tquic.spi.congestion.CongestionControllerFactory;

/**
 * What no bond can surpass: the links of a scenario as a single one. It has the sum of the rates of
 * those that are alive, less their losses, knows in the same instant that one falls silent or comes
 * back, loses and re-orders nothing, needs no acknowledgements of its own, and holds no queue but
 * the bond's. What the TCP inside leaves of it, no scheduler and no controller can have.
 */
final class IdealBond implements InnerNetwork {
  private final Simulation simulation;
  private final IdealDirection up;
  private final IdealDirection down;

  /** The links of a scenario, to which what the scenario says happens from now on. */
  IdealBond(Scenario scenario) {
    simulation = Capacity.network(scenario);
    List<SimLink> links =
        scenario.wans().stream().map(wan -> simulation.network().link(wan.name())).toList();
    SimLink shared =
        scenario.bottleneck() == null ? null : simulation.network().link(Scenario.BOTTLENECK);
    up = direction(links.stream().map(SimLink::up), shared == null ? null : shared.down());
    down = direction(links.stream().map(SimLink::down), shared == null ? null : shared.up());
  }

  private IdealDirection direction(Stream<LinkModel> links, LinkModel bottleneck) {
    return new IdealDirection(simulation, links.toList(), bottleneck);
  }

  /**
   * Runs a scenario over it.
   *
   * @param innerTcp controller of the TCP flows
   * @return user data delivered in order in the time that counts, bytes per second
   */
  static double goodputBps(Scenario scenario, CongestionControllerFactory innerTcp) {
    IdealBond bond = new IdealBond(scenario);
    Traffic traffic = new Traffic(scenario, bond, innerTcp);
    traffic.start();
    double seconds = scenario.seconds() - Scenario.WARM_UP_SECONDS;
    bond.simulation.runFor((long) (Scenario.WARM_UP_SECONDS * 1e9));
    long before = traffic.delivered();
    bond.simulation.runFor((long) (seconds * 1e9));
    return (traffic.delivered() - before) / seconds;
  }

  @Override
  public Host client() {
    return new AttachedHost(simulation, up::accept, up::serve);
  }

  @Override
  public Host server() {
    return new AttachedHost(simulation, down::accept, down::serve);
  }

  @Override
  public void deliver(Consumer<InnerPacket> atServer, Consumer<InnerPacket> atClient) {
    up.deliver(atServer);
    down.deliver(atClient);
  }
}
