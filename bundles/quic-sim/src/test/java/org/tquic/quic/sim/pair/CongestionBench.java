package org.tquic.quic.sim.pair;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.connection.PathSnapshot;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.sim.LinkModel;
import org.tquic.quic.sim.LinkProfile;
import org.tquic.quic.sim.Simulation;
import org.tquic.quic.tls.TestIdentity;
import org.tquic.spi.Handover;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * Connections that share one or more links and send datagrams over all of them, as a bench for
 * congestion controllers. Each connection has one path for each link; without a limit it always has
 * something to send. Links are settings of {@link LinkProfile}; all time is virtual.
 */
public final class CongestionBench {
  private static final long MS = 1_000_000;
  private static final int QUEUE_BYTES = 1 << 16;
  private static final int DATAGRAM_BYTES = 1_300;
  private static final int MTU = 1_452;

  private final Simulation simulation;
  private final List<Flow> flows = new ArrayList<>();
  private final int links;
  private final long[] deliveredAtMark;
  private final double[] backlogSum;
  private long ticks;
  private long markNs;

  /** One connection that sends. */
  private static final class Flow {
    final PairNode client;
    final PairNode server;
    final byte[] payload = new byte[DATAGRAM_BYTES];
    double limitBps = Double.POSITIVE_INFINITY;
    double credit;
    boolean started;
    long received;
    long receivedAtMark;

    Flow(PairNode client, PairNode server) {
      this.client = client;
      this.server = server;
    }
  }

  private CongestionBench(long seed, List<String> profiles) {
    simulation = new Simulation(seed, QuicPair.SECOND);
    links = profiles.size();
    deliveredAtMark = new long[links];
    backlogSum = new double[links];
    for (int i = 0; i < links; i++) {
      simulation.network().addLink("link" + i, LinkProfile.of(profiles.get(i)));
    }
  }

  /** One connection for each factory, all over one link. */
  public static CongestionBench sharing(
      long seed, String link, CongestionControllerFactory... factories) {
    CongestionBench bench = new CongestionBench(seed, List.of(link));
    for (CongestionControllerFactory factory : factories) {
      bench.connect(seed, factory);
    }
    bench.begin();
    return bench;
  }

  /** One connection over several links. */
  public static CongestionBench across(
      long seed, CongestionControllerFactory factory, String... links) {
    CongestionBench bench = new CongestionBench(seed, List.of(links));
    bench.connect(seed, factory);
    bench.begin();
    return bench;
  }

  /**
   * A connection with several paths and others with one, all over one link.
   *
   * @param paths of the first connection
   */
  public static CongestionBench bottleneck(
      long seed,
      String link,
      int paths,
      CongestionControllerFactory factory,
      CongestionControllerFactory... others) {
    CongestionBench bench = new CongestionBench(seed, List.of(link));
    bench.connect(seed, factory, paths);
    for (CongestionControllerFactory other : others) {
      bench.connect(seed, other);
    }
    bench.begin();
    return bench;
  }

  private void connect(long seed, CongestionControllerFactory factory) {
    connect(seed, factory, links);
  }

  private void connect(long seed, CongestionControllerFactory factory, int paths) {
    int index = flows.size();
    PairNode client = new PairNode(simulation.clock(), seed + 2L * index);
    PairNode server = new PairNode(simulation.clock(), seed + 2L * index + 1);
    InetSocketAddress remote = new InetSocketAddress("203.0.113." + (1 + index), 4433);
    var host = simulation.network().attach("client" + index, client);
    for (int i = 0; i < paths; i++) {
      host.bind(local(index, i), "link" + Math.min(i, links - 1));
    }
    simulation.network().attach("server" + index, server).bind(remote);
    server.listen(settings(server, TestIdentity.SERVER, TestIdentity.CLIENT, factory));
    client.connect(
        settings(client, TestIdentity.CLIENT, TestIdentity.SERVER, factory),
        new NetworkPath(local(index, 0), remote, 0));
    flows.add(new Flow(client, server));
    require(() -> client.events.confirmed && server.events.confirmed, "handshake");
    for (int i = 1; i < paths; i++) {
      open(client, server, new NetworkPath(local(index, i), remote, 0), i);
    }
  }

  private void open(PairNode client, PairNode server, NetworkPath network, int id) {
    require(() -> client.connection.openPath(network, nowNs()) == id, "path " + id);
    String validated = "VALIDATED " + id;
    require(
        () -> client.events.log.contains(validated) && server.events.log.contains(validated),
        validated);
  }

  private void require(BooleanSupplier condition, String what) {
    if (!simulation.runUntil(condition, 10 * QuicPair.SECOND)) {
      throw new AssertionError("no " + what);
    }
  }

  private static InetSocketAddress local(int flow, int link) {
    return new InetSocketAddress("10." + (71 + link) + ".0." + (2 + flow), 5000);
  }

  private static ConnectionSettings settings(
      PairNode node, TestIdentity own, TestIdentity peer, CongestionControllerFactory factory) {
    return new ConnectionSettings(
        own.trusting(peer),
        QuicPair.parameters().build(),
        factory,
        new MinRttFactory(),
        MTU,
        ConnectionSettings.DEFAULT_INITIAL_RTT_NS,
        0,
        QUEUE_BYTES,
        node.random());
  }

  private void begin() {
    mark();
    tick();
  }

  private void tick() {
    for (Flow flow : flows) {
      flow.server.events.datagrams.forEach(d -> flow.received += d.length);
      flow.server.events.datagrams.clear();
      if (flow.started && !flow.client.connection.isTerminated()) {
        feed(flow);
      }
    }
    for (int i = 0; i < links; i++) {
      backlogSum[i] += link(i).counters().backlogBytes();
    }
    ticks++;
    simulation.after(MS, this::tick);
  }

  private void feed(Flow flow) {
    // What a limited source could not send a moment ago is not made up for later.
    flow.credit = Math.min(flow.credit + flow.limitBps * 1e-3, 10 * DATAGRAM_BYTES);
    while (flow.credit >= DATAGRAM_BYTES
        && flow.client.connection.sendDatagram(flow.payload, 0, DATAGRAM_BYTES, 0, nowNs())) {
      flow.credit =
          Double.isInfinite(flow.limitBps) ? 10 * DATAGRAM_BYTES : flow.credit - DATAGRAM_BYTES;
    }
  }

  /** Has a connection send, as fast as it may. */
  public CongestionBench start(int flow) {
    return start(flow, Double.POSITIVE_INFINITY);
  }

  /** Has a connection send with at most this rate of payload, bytes per second. */
  public CongestionBench start(int flow, double limitBps) {
    flows.get(flow).limitBps = limitBps;
    flows.get(flow).started = true;
    return this;
  }

  /** Has a connection send nothing more. */
  public CongestionBench stop(int flow) {
    flows.get(flow).started = false;
    return this;
  }

  /** Lets time pass. */
  public CongestionBench run(double seconds) {
    simulation.runFor((long) (seconds * QuicPair.SECOND));
    return this;
  }

  /** Begins to measure anew. */
  public CongestionBench mark() {
    markNs = nowNs();
    ticks = 0;
    for (int i = 0; i < links; i++) {
      deliveredAtMark[i] = link(i).counters().deliveredBytes();
      backlogSum[i] = 0;
    }
    flows.forEach(flow -> flow.receivedAtMark = flow.received);
    return this;
  }

  /** Payload of a connection that arrived since the mark, bytes per second. */
  public double goodputBps(int flow) {
    Flow one = flows.get(flow);
    return (one.received - one.receivedAtMark) * 1e9 / (nowNs() - markNs);
  }

  /** Share of a link's rate at which IP packets arrived since the mark, 0 to 1. */
  public double utilisation(int link) {
    long bytes = link(link).counters().deliveredBytes() - deliveredAtMark[link];
    return bytes * 1e9 / (nowNs() - markNs) / link(link).profile().rateBytesPerSecond();
  }

  /** Mean time that the link's queue took since the mark, milliseconds. */
  public double meanQueueMs(int link) {
    return backlogSum[link] / ticks * 1e3 / link(link).profile().rateBytesPerSecond();
  }

  /** Fairness of the connections since the mark, Jain's index: 1 for equal shares. */
  public double fairness() {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < flows.size(); i++) {
      sum += goodputBps(i);
      squares += goodputBps(i) * goodputBps(i);
    }
    return sum * sum / (flows.size() * squares);
  }

  /** A link in the direction of the data. */
  public LinkModel link(int link) {
    return simulation.network().link("link" + link).up();
  }

  /** Lets a link swallow everything in both directions, or stops that. */
  public CongestionBench blackhole(int link, boolean dead) {
    var both = simulation.network().link("link" + link);
    both.up().setBlackhole(dead, nowNs());
    both.down().setBlackhole(dead, nowNs());
    return this;
  }

  /** Changes settings of a link in the direction of the data. */
  public CongestionBench change(int link, String settings) {
    link(link).setProfile(link(link).profile().with(settings), nowNs());
    return this;
  }

  /** Puts another controller in place. */
  public CongestionBench swap(int flow, CongestionControllerFactory factory) {
    flows.get(flow).client.connection.swapCongestion(factory, nowNs());
    return this;
  }

  /** Puts another scheduler in place. */
  public CongestionBench schedule(int flow, PathScheduler scheduler) {
    PathSchedulerFactory factory =
        new PathSchedulerFactory() {
          @Override
          public String id() {
            return "scripted";
          }

          @Override
          public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
            return scheduler;
          }
        };
    flows.get(flow).client.connection.swapScheduler(factory, nowNs());
    return this;
  }

  /** A path of a sender. */
  public PathSnapshot path(int flow, int link) {
    return flows.get(flow).client.connection.path(link);
  }

  private long nowNs() {
    return simulation.nowNs();
  }
}
