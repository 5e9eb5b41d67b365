package org.tquic.quic.sim.pair;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.tquic.quic.connection.AddressToken;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.ConnectionObserver;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.crypto.StatelessResetTokens;
import org.tquic.quic.path.ConnectionIdRoutes;
import org.tquic.quic.path.ConnectionIdSource;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.sim.SimNode;
import org.tquic.quic.sim.SimTransmit;
import org.tquic.quic.sim.VirtualClock;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.PacketHeader;

/** One end of a simulated connection. */
public final class PairNode implements SimNode, ConnectionIdSource, ConnectionIdRoutes {
  private static final int ID_BYTES = 8;

  final Recorder events;
  final Set<ConnectionId> routes = new HashSet<>();
  private final SeededRandom random;
  private final StatelessResetTokens tokens = new StatelessResetTokens(new byte[32]);
  private final Transmit out = new Transmit(65_527);
  private final VirtualClock clock;
  private ConnectionSettings acceptWith;
  Connection connection;
  long datagramsSent;

  /** Sees each datagram that is sent. */
  Consumer<Transmit> tap = datagram -> {};

  /** Sees the connection from its beginning, if set before. */
  ConnectionObserver observer;

  PairNode(VirtualClock clock, long seed) {
    this(clock, seed, new Recorder());
  }

  /** An end without a connection; what the connection will tell goes to {@code events}. */
  public PairNode(VirtualClock clock, long seed, Recorder events) {
    this.clock = clock;
    this.events = events;
    random = new SeededRandom(seed);
  }

  /** Begins a connection. */
  public void connect(ConnectionSettings settings, NetworkPath network) {
    connection =
        Connection.open(settings, this, this, network, AddressToken.NONE, events, clock.nowNs());
    events.connection = connection;
    connection.observe(observer, clock.nowNs());
  }

  /** Accepts one connection. */
  public void listen(ConnectionSettings settings) {
    acceptWith = settings;
  }

  /** What the connection told. */
  public Recorder events() {
    return events;
  }

  /** The connection, or null before it begins. */
  public Connection connection() {
    return connection;
  }

  /** Random numbers of this end. */
  public SecureRandom random() {
    return random;
  }

  @Override
  public void onDatagram(
      long nowNs, InetSocketAddress local, InetSocketAddress remote, int ecn, byte[] data) {
    NetworkPath network = new NetworkPath(local, remote, 0);
    if (connection == null && acceptWith != null) {
      PacketHeader header = new PacketHeader();
      if (!header.parse(data, 0, data.length, ID_BYTES)) {
        return;
      }
      ConnectionId id = newId();
      routes.add(id);
      connection =
          Connection.accept(
              acceptWith,
              this,
              this,
              network,
              id,
              ConnectionId.of(data, header.dcidOffset(), header.dcidLength()),
              null,
              header.version(),
              false,
              events,
              nowNs);
      events.connection = connection;
      connection.observe(observer, nowNs);
    }
    if (connection != null) {
      connection.onDatagram(nowNs, network, ecn, data, 0, data.length);
    }
  }

  @Override
  public long nextTimeoutNs() {
    return connection == null || connection.isTerminated()
        ? NO_TIMEOUT
        : connection.nextTimeoutNs(clock.nowNs());
  }

  @Override
  public void onTimeout(long nowNs) {
    connection.onTimeout(nowNs);
  }

  @Override
  public boolean pollTransmit(long nowNs, SimTransmit into) {
    if (connection == null || !connection.poll(nowNs, out)) {
      return false;
    }
    datagramsSent++;
    tap.accept(out);
    into.set(out.network.local(), out.network.remote(), out.ecn, out.array, out.offset, out.length);
    return true;
  }

  @Override
  public ConnectionId newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return ConnectionId.of(bytes);
  }

  @Override
  public byte[] resetToken(ConnectionId id) {
    return tokens.token(id);
  }

  @Override
  public boolean add(ConnectionId id) {
    return routes.add(id);
  }

  @Override
  public void remove(ConnectionId id) {
    routes.remove(id);
  }
}
