package org.tquic.quic.sim.pair;

import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.recovery.NewReno;
import org.tquic.quic.sim.LinkProfile;
import org.tquic.quic.sim.SimHost;
import org.tquic.quic.sim.Simulation;
import org.tquic.quic.tls.TestIdentity;
import org.tquic.quic.wire.TransportParameters;

/** A client with two links and a server, on a virtual clock. */
final class QuicPair {
  static final InetSocketAddress SERVER = new InetSocketAddress("203.0.113.1", 4433);
  static final InetSocketAddress WAN1 = new InetSocketAddress("10.71.0.2", 5001);
  static final InetSocketAddress WAN2 = new InetSocketAddress("10.72.0.2", 5002);
  static final long SECOND = 1_000_000_000L;

  final Simulation simulation;
  final PairNode client;
  final PairNode server;
  final SimHost serverHost;

  QuicPair(long seed, String wan1, String wan2) {
    simulation = new Simulation(seed, SECOND);
    simulation.network().addLink("wan1", LinkProfile.of(wan1));
    simulation.network().addLink("wan2", LinkProfile.of(wan2));
    client = new PairNode(simulation.clock(), seed);
    server = new PairNode(simulation.clock(), seed + 1);
    simulation.network().attach("client", client).bind(WAN1, "wan1").bind(WAN2, "wan2");
    serverHost = simulation.network().attach("server", server).bind(SERVER);
    server.listen(settings(server, TestIdentity.SERVER, TestIdentity.CLIENT));
  }

  static TransportParameters.Builder parameters() {
    return TransportParameters.builder()
        .maxIdleTimeoutMillis(30_000)
        .maxUdpPayloadSize(1452)
        .initialMaxData(1 << 20)
        .initialMaxStreamDataBidiLocal(1 << 18)
        .initialMaxStreamDataBidiRemote(1 << 18)
        .initialMaxStreamDataUni(1 << 18)
        .initialMaxStreamsBidi(100)
        .initialMaxStreamsUni(100)
        .activeConnectionIdLimit(4)
        .maxDatagramFrameSize(65_535)
        .greaseQuicBit(true)
        .initialMaxPathId(3);
  }

  static ConnectionSettings settings(PairNode node, TestIdentity own, TestIdentity peer) {
    return new ConnectionSettings(
        own.trusting(peer),
        parameters().build(),
        NewReno.FACTORY,
        new MinRttFactory(),
        1452,
        ConnectionSettings.DEFAULT_INITIAL_RTT_NS,
        0,
        1 << 20,
        node.random());
  }

  static NetworkPath first() {
    return new NetworkPath(WAN1, SERVER, 0);
  }

  static NetworkPath second() {
    return new NetworkPath(WAN2, SERVER, 0);
  }

  QuicPair connect() {
    client.connect(settings(client, TestIdentity.CLIENT, TestIdentity.SERVER), first());
    return this;
  }

  /** Connects and waits until both sides know that it is done. */
  QuicPair established() {
    connect();
    if (!run(() -> client.events.confirmed && server.events.confirmed, 10)) {
      throw new AssertionError(
          "no handshake: client " + client.events.closed + ", server " + server.events.closed);
    }
    return this;
  }

  /** Established over two paths, both validated on both sides. */
  static QuicPair withTwoPaths(long seed, String wan1, String wan2) {
    QuicPair pair = new QuicPair(seed, wan1, wan2).established();
    // The server's connection IDs for the path, or the client's acknowledged ones, may be late.
    boolean opened = pair.run(() -> pair.openSecondPath() == 1, 5);
    if (!opened
        || !pair.run(
            () ->
                pair.client.events.log.contains("VALIDATED 1")
                    && pair.server.events.log.contains("VALIDATED 1"),
            5)) {
      throw new AssertionError("no second path: " + pair.client.events.log);
    }
    return pair;
  }

  /** Its ID, or -1 while none can be opened. */
  long openSecondPath() {
    return client.connection.openPath(second(), nowNs());
  }

  boolean run(BooleanSupplier until, double seconds) {
    return simulation.runUntil(until, (long) (seconds * SECOND));
  }

  void runFor(double seconds) {
    simulation.runFor((long) (seconds * SECOND));
  }

  long nowNs() {
    return simulation.nowNs();
  }
}
