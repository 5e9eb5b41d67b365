package org.tquic.jmh;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import org.tquic.quic.connection.AddressToken;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.PathSnapshot;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.path.PathState;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.PacketHeader;

/**
 * A client and a server without a network between them. Each {@link #turn} the client sends at most
 * a batch, the server takes it, and the client takes the answers; a turn lasts {@value #RTT_NS} ns
 * of the pair's own clock. Datagrams are opened in the arrays into which they were sealed.
 */
final class EnginePair {
  static final int MAX_PATHS = 8;

  /**
   * What a system call gives at a time, as with UDP_GRO; so there is one ACK per so many packets.
   */
  static final int BATCH_PER_PATH = 16;

  private static final long RTT_NS = 100_000;
  private static final int MOST_TURNS = 10_000;
  private static final int FULL_DATAGRAM_BYTES = 1452;
  private static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.1", 4433);

  final PairEnd client;
  final PairEnd server;
  private final NetworkPath[] fromClient = new NetworkPath[MAX_PATHS];
  private final NetworkPath[] fromServer = new NetworkPath[MAX_PATHS];
  private final Batch batch;
  private long delivered;
  private long nowNs = 1_000_000_000L;

  /** A pair whose handshake is done, with its paths validated and their MTU found. */
  EnginePair(PairSettings settings, int paths, Batch batch) {
    this.batch = batch;
    SecureRandom random = new SecureRandom();
    client = new PairEnd(random);
    server = new PairEnd(random);
    for (int i = 0; i < MAX_PATHS; i++) {
      InetSocketAddress address = new InetSocketAddress("198.51.100." + (i + 1), 5000 + i);
      fromClient[i] = new NetworkPath(address, SERVER, i);
      fromServer[i] = new NetworkPath(SERVER, address, i);
    }
    connect(settings);
    until(() -> client.confirmed && server.confirmed);
    for (int i = 1; i < paths; i++) {
      NetworkPath network = fromClient[i];
      until(() -> client.connection.openPath(network, nowNs) >= 0);
    }
    until(() -> isReady(client.connection, paths) && isReady(server.connection, paths));
  }

  private void connect(PairSettings settings) {
    client.connection =
        Connection.open(
            settings.ofClient(), client, client, fromClient[0], AddressToken.NONE, client, nowNs);
    batch.take(client.connection, nowNs);
    Transmit first = batch.at(0);
    PacketHeader header = new PacketHeader();
    header.parse(first.array, first.offset, first.offset + first.length, PairEnd.ID_BYTES);
    server.connection =
        Connection.accept(
            settings.ofServer(),
            server,
            server,
            fromServer[0],
            server.newId(),
            ConnectionId.of(first.array, header.dcidOffset(), header.dcidLength()),
            null,
            header.version(),
            false,
            server,
            nowNs);
    deliver(server, fromServer);
    drive(server, client, fromClient);
  }

  private static boolean isReady(Connection connection, int paths) {
    for (int i = 0; i < paths; i++) {
      PathSnapshot path = connection.path(i);
      if (path == null
          || path.phase() != PathState.Phase.ACTIVE
          || path.mtuBytes() != FULL_DATAGRAM_BYTES) {
        return false;
      }
    }
    return true;
  }

  /** A condition that comes true with time. */
  interface Condition {
    boolean holds();
  }

  /** Lets time pass. */
  void until(Condition condition) {
    for (int turns = 0; !condition.holds(); turns++) {
      if (turns == MOST_TURNS) {
        throw new IllegalStateException("the pair makes no progress");
      }
      turn();
    }
  }

  /** One round trip; returns the number of datagrams that the client sent. */
  int turn() {
    int sent = batch.take(client.connection, nowNs);
    nowNs += RTT_NS / 2;
    deliver(server, fromServer);
    drive(server, client, fromClient);
    onTime(client.connection);
    onTime(server.connection);
    return sent;
  }

  private void drive(PairEnd from, PairEnd to, NetworkPath[] networks) {
    while (batch.take(from.connection, nowNs) > 0) {
      nowNs += RTT_NS / 2;
      deliver(to, networks);
    }
  }

  private void deliver(PairEnd to, NetworkPath[] networks) {
    delivered += batch.size();
    for (int i = 0; i < batch.size(); i++) {
      Transmit datagram = batch.at(i);
      NetworkPath network = networks[datagram.network.link()];
      to.connection.onDatagram(
          nowNs, network, datagram.ecn, datagram.array, datagram.offset, datagram.length);
    }
  }

  private void onTime(Connection connection) {
    if (connection.nextTimeoutNs(nowNs) <= nowNs) {
      connection.onTimeout(nowNs);
    }
  }

  /** Datagrams of both directions so far. */
  long delivered() {
    return delivered;
  }

  long nowNs() {
    return nowNs;
  }
}
