package org.tquic.simulate;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.tquic.api.TquicException;
import org.tquic.api.bond.PathReason;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.connection.PathChange;
import org.tquic.quic.connection.PathSnapshot;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.recovery.BuiltinMinRtt;
import org.tquic.quic.sim.Script;
import org.tquic.quic.sim.SimHost;
import org.tquic.quic.sim.SimLink;
import org.tquic.quic.sim.Simulation;
import org.tquic.quic.sim.pair.PairNode;
import org.tquic.quic.tls.TlsConfig;
import org.tquic.quic.wire.TransportParameters;
import org.tquic.simulate.inner.Host;
import org.tquic.simulate.inner.InnerPacket;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * Both ends of a bond over one multipath connection with a path for each link. All time is virtual,
 * and the same seed gives the same run.
 */
public final class BondSimulation implements InnerNetwork, AutoCloseable {
  private static final long SECOND = 1_000_000_000L;
  private static final long PATIENCE_NS = 10 * SECOND;

  /** From the bond to the inner host and its answer's way back: no answer within the same call. */
  static final long LAN_DELAY_NS = 100_000;

  private static final int MTU = 1_452;
  private static final int QUEUE_BYTES = 1 << 21;

  /** What the engine's channels begin with. */
  private static final int INITIAL_WINDOW_PACKETS = 256;

  private final Simulation simulation;
  private final BondEnd sender;
  private final BondEnd receiver;
  private final List<Wan> wans;

  /**
   * Connects both ends over all links.
   *
   * @param congestion controller of each path
   * @param scenario its links; what happens to them begins with {@link #play}
   * @throws TquicException when no connection comes about over them
   */
  public BondSimulation(long seed, CongestionControllerFactory congestion, Scenario scenario) {
    this.simulation = new Simulation(seed, SECOND);
    this.wans = scenario.wans();
    this.sender = new BondEnd(simulation, seed);
    this.receiver = new BondEnd(simulation, seed + 1);
    InetSocketAddress remote = new InetSocketAddress("203.0.113.1", 4433);
    SimHost host = simulation.network().attach("router", sender);
    Capacity.addLinks(scenario, simulation);
    for (int i = 0; i < wans.size(); i++) {
      host.bind(local(i), name(i));
    }
    SimHost server = simulation.network().attach("server", receiver);
    if (scenario.bottleneck() == null) {
      server.bind(remote);
    } else {
      server.bind(remote, Scenario.BOTTLENECK);
    }
    receiver.node.listen(settings(receiver.node, EphemeralTls.SERVER, congestion));
    sender.node.connect(
        settings(sender.node, EphemeralTls.CLIENT, congestion),
        new NetworkPath(local(0), remote, 0));
    require(() -> sender.node.events().isConfirmed(), "handshake");
    for (int i = 1; i < wans.size(); i++) {
      open(new NetworkPath(local(i), remote, 0), i);
    }
    require(this::allFoundTheirMtu, "path MTU");
    for (int i = 0; i < wans.size(); i++) {
      receiver.addCarrier(i, name(i));
      sender.addCarrier(i, name(i));
    }
  }

  private String name(int link) {
    return wans.get(link).name();
  }

  private static InetSocketAddress local(int link) {
    return new InetSocketAddress("10." + (71 + link) + ".0.2", 5000);
  }

  private void open(NetworkPath network, int id) {
    require(() -> sender.connection().openPath(network, nowNs()) == id, "path " + id);
    require(
        () ->
            sender.node.events().hasSeen(PathChange.VALIDATED, id)
                && receiver.node.events().hasSeen(PathChange.VALIDATED, id),
        "validation of path " + id);
  }

  private boolean allFoundTheirMtu() {
    for (int i = 0; i < wans.size(); i++) {
      if (sender.connection().path(i).mtuBytes() < MTU
          || receiver.connection().path(i).mtuBytes() < MTU) {
        return false;
      }
    }
    return true;
  }

  private void require(BooleanSupplier condition, String what) {
    if (!simulation.runUntil(condition, PATIENCE_NS)) {
      throw new TquicException(
          "No " + what + " over these links within " + PATIENCE_NS / SECOND + " s.",
          "See that each of them passes datagrams of " + MTU + " bytes without much loss.");
    }
  }

  private static ConnectionSettings settings(
      PairNode node, TlsConfig tls, CongestionControllerFactory congestion) {
    TransportParameters parameters =
        TransportParameters.builder()
            .maxIdleTimeoutMillis(60_000)
            .maxUdpPayloadSize(MTU)
            .initialMaxData(1 << 20)
            .initialMaxStreamsBidi(1)
            .activeConnectionIdLimit(4)
            .maxDatagramFrameSize(1 << 16)
            .greaseQuicBit(true)
            .initialMaxPathId(7)
            .build();
    return new ConnectionSettings(
            tls,
            parameters,
            congestion,
            BuiltinMinRtt.FACTORY,
            MTU,
            ConnectionSettings.DEFAULT_INITIAL_RTT_NS,
            0,
            QUEUE_BYTES,
            node.random())
        .withInitialWindow(INITIAL_WINDOW_PACKETS);
  }

  /** Puts a scheduler in place at both ends. */
  public void schedule(PathSchedulerFactory factory) {
    sender.core().selectScheduler(factory, nowNs());
    receiver.core().selectScheduler(factory, nowNs());
  }

  /** The end where bulk data enter. */
  public BondEnd sender() {
    return sender;
  }

  /** The end where they leave. */
  public BondEnd receiver() {
    return receiver;
  }

  /** Sets who takes the inner packets of an end, a moment after they left the bond. */
  public void deliver(BondEnd end, Consumer<InnerPacket> consumer) {
    end.onInner(buffer -> later(buffer, consumer));
  }

  private void later(ByteBuf buffer, Consumer<InnerPacket> consumer) {
    InnerPacket packet = InnerPacket.read(buffer);
    buffer.release();
    simulation.after(LAN_DELAY_NS, () -> consumer.accept(packet));
  }

  @Override
  public void deliver(Consumer<InnerPacket> atServer, Consumer<InnerPacket> atClient) {
    deliver(receiver, atServer);
    deliver(sender, atClient);
  }

  @Override
  public Host client() {
    return host(sender);
  }

  @Override
  public Host server() {
    return host(receiver);
  }

  /** A host behind an end. */
  public Host host(BondEnd end) {
    return new AttachedHost(simulation, end::send, end::flush);
  }

  /** Has something done at a time. */
  public void at(long timeNs, Runnable action) {
    simulation.at(timeNs, action);
  }

  /** Puts another congestion controller in place on all paths of both ends. */
  public void swapCongestion(CongestionControllerFactory factory) {
    sender.connection().swapCongestion(factory, nowNs());
    receiver.connection().swapCongestion(factory, nowNs());
  }

  /** Has the script's events happen; its times count from now. */
  public void play(Script script) {
    simulation.play(script);
  }

  /** A path at the end where bulk data enter, by the place of its link. */
  public PathSnapshot path(int index) {
    return sender.connection().path(index);
  }

  /** A link by its place. */
  public SimLink link(int index) {
    return simulation.network().link(name(index));
  }

  /** Lets time pass. */
  public void run(double seconds) {
    simulation.runFor((long) (seconds * SECOND));
  }

  /** The time. */
  public long nowNs() {
    return simulation.nowNs();
  }

  @Override
  public void close() {
    sender.core().close(PathReason.NONE);
    receiver.core().close(PathReason.NONE);
  }
}
