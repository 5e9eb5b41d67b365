package org.tquic.simulate;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.Consumer;
import org.tquic.bond.queue.FlowClassifier;
import org.tquic.bond.queue.FlowQueue;
import org.tquic.quic.sim.LinkModel;
import org.tquic.quic.sim.LinkProfile;
import org.tquic.quic.sim.Simulation;
import org.tquic.simulate.inner.InnerPacket;

/** One direction of an {@link IdealBond}: the bond's queue in front of the sum of all links. */
final class IdealDirection {
  /** How soon a link that comes back is noticed while none is alive. */
  private static final long LOOK_AGAIN_NS = 1_000_000;

  private final Simulation simulation;
  private final List<LinkModel> links;
  private final LinkModel bottleneck;
  private final FlowQueue queue = new FlowQueue();
  private Consumer<InnerPacket> consumer;
  private boolean busy;
  private long arrivalNs;

  /**
   * A direction in which nothing is under way.
   *
   * @param bottleneck what all links share, or null
   */
  IdealDirection(Simulation simulation, List<LinkModel> links, LinkModel bottleneck) {
    this.simulation = simulation;
    this.links = links;
    this.bottleneck = bottleneck;
  }

  void deliver(Consumer<InnerPacket> to) {
    consumer = to;
  }

  /** Takes an inner packet, which leaves the queue at {@link #serve()} at the earliest. */
  void accept(ByteBuf packet) {
    queue.add(packet, FlowClassifier.flowHash(packet), simulation.nowNs());
  }

  /** Sends the next packet unless one is being sent. */
  void serve() {
    if (busy || !queue.select(simulation.nowNs())) {
      return;
    }
    double rate = Capacity.INNER_SHARE * passes();
    busy = true;
    if (rate == 0) {
      simulation.after(LOOK_AGAIN_NS, this::next);
      return;
    }
    ByteBuf buffer = queue.poll();
    long sendingNs = (long) (buffer.readableBytes() * 1e9 / rate);
    InnerPacket packet = InnerPacket.read(buffer);
    buffer.release();
    arrivalNs = Math.max(arrivalNs, simulation.nowNs() + sendingNs + delayNs());
    simulation.at(arrivalNs + BondSimulation.LAN_DELAY_NS, () -> consumer.accept(packet));
    simulation.after(sendingNs, this::next);
  }

  private void next() {
    busy = false;
    serve();
  }

  private double passes() {
    double sum = links.stream().mapToDouble(Capacity::passes).sum();
    return bottleneck == null ? sum : Math.min(sum, Capacity.passes(bottleneck));
  }

  /** Mean of the links by what they pass: with it, windows that fill all of them fill this one. */
  private long delayNs() {
    double sum = 0;
    double weighted = 0;
    for (LinkModel link : links) {
      LinkProfile profile = link.profile();
      sum += Capacity.passes(link);
      weighted += Capacity.passes(link) * profile.delayNs();
    }
    long shared = bottleneck == null ? 0 : bottleneck.profile().delayNs();
    return (long) (weighted / sum) + shared;
  }
}
