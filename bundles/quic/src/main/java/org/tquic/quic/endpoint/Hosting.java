package org.tquic.quic.endpoint;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tquic.quic.PacketType;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.PacketHeader;

/** All connections of an endpoint: which is a packet's, which is due, whose turn it is to send. */
final class Hosting {
  private static final HostedConnection[] NONE = {};

  private final EndpointConnectionIds ids;
  private final RouteTable routes;

  /** By the destinations that clients have chosen for their first packets. */
  private final RouteTable firstRoutes;

  private final RemoteAddresses addresses = new RemoteAddresses();
  private final TimerHeap timers = new TimerHeap();
  private final ReadyList ready = new ReadyList();
  private final Map<Connection, HostedConnection> hosts = new IdentityHashMap<>();
  private final FaultContainment containment;

  Hosting(EndpointConnectionIds ids, EndpointSettings settings) {
    this.ids = ids;
    routes = new RouteTable(settings.random());
    firstRoutes = new RouteTable(settings.random());
    containment = new FaultContainment(settings.faults());
  }

  FaultContainment containment() {
    return containment;
  }

  long faults() {
    return containment.faults();
  }

  int size() {
    return hosts.size();
  }

  // Coming and going.

  /** A place for a connection to be made, which routes its connection IDs. */
  HostedConnection prepare(Listener listener) {
    return new HostedConnection(routes, listener);
  }

  /** Routes a new connection ID. */
  ConnectionId newRoute(HostedConnection host) {
    ConnectionId id = ids.newId();
    while (!host.add(id)) {
      id = ids.newId();
    }
    return id;
  }

  /** No connection came of it. */
  void cancel(HostedConnection host) {
    routes.removeAll(host);
  }

  /** The connection is there and may want to send. */
  void begin(HostedConnection host, Connection connection, long handshakeDeadlineNs) {
    host.connection = connection;
    host.handshakeDeadlineNs = handshakeDeadlineNs;
    if (host.clientDestination != null) {
      firstRoutes.add(host.clientDestination, host);
    }
    hosts.put(connection, host);
    ready.add(host);
  }

  private void forget(HostedConnection host) {
    hosts.remove(host.connection);
    routes.removeAll(host);
    if (host.clientDestination != null) {
      firstRoutes.remove(host.clientDestination, host);
    }
    timers.remove(host);
    addresses.forget(host);
    if (host.listener != null) {
      host.listener.onEnded(host);
    }
  }

  // Input.

  /** The connection that a packet is for, or null. */
  HostedConnection route(PacketHeader header, byte[] array) {
    HostedConnection host = routes.get(array, header.dcidOffset(), header.dcidLength());
    boolean first = header.type() == PacketType.INITIAL || header.type() == PacketType.ZERO_RTT;
    return host == null && first
        ? firstRoutes.get(array, header.dcidOffset(), header.dcidLength())
        : host;
  }

  void deliver(
      HostedConnection host,
      long nowNs,
      NetworkPath network,
      int ecn,
      byte[] array,
      int offset,
      int length) {
    try {
      host.connection.onDatagram(nowNs, network, ecn, array, offset, length);
      if (!host.established && host.connection.isEstablished()) {
        onEstablished(host, nowNs);
      }
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError fault) {
      containment.onFault(host, fault, nowNs);
    }
    ready.add(host);
  }

  private static void onEstablished(HostedConnection host, long nowNs) {
    host.established = true;
    if (host.listener == null) {
      host.handshakeDeadlineNs = HostedConnection.NEVER;
    } else {
      host.listener.onEstablished(host, nowNs);
    }
  }

  /**
   * Shows a datagram to the connections that send to where it came from; true when it was a
   * stateless reset of one of them.
   */
  boolean isReset(long nowNs, NetworkPath network, int ecn, byte[] array, int offset, int length) {
    List<HostedConnection> candidates = addresses.at(network);
    for (int i = 0; i < candidates.size(); i++) {
      HostedConnection host = candidates.get(i);
      if (host.connection.isEstablished()) {
        deliver(host, nowNs, network, ecn, array, offset, length);
        if (!host.connection.isEstablished()) {
          return true;
        }
      }
    }
    return false;
  }

  boolean hasPeer(NetworkPath network) {
    return !addresses.at(network).isEmpty();
  }

  void wake(Connection connection) {
    HostedConnection host = hosts.get(connection);
    if (host != null) {
      ready.add(host);
    }
  }

  void close(long errorCode, String reason, long nowNs) {
    // Events may come back here, so not on the map itself.
    for (HostedConnection host : hosts.values().toArray(NONE)) {
      close(host, errorCode, reason, nowNs);
      ready.add(host);
    }
  }

  private void close(HostedConnection host, long errorCode, String reason, long nowNs) {
    try {
      host.connection.close(errorCode, reason, nowNs);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError fault) {
      containment.onFault(host, fault, nowNs);
    }
  }

  // Time.

  long nextTimeoutNs() {
    return timers.nextTimeoutNs();
  }

  void onTimeout(long nowNs) {
    while (timers.nextTimeoutNs() <= nowNs) {
      HostedConnection host = timers.first();
      timers.remove(host);
      if (nowNs >= host.handshakeDeadlineNs) {
        onHandshakeDeadline(host, nowNs);
      }
      if (nowNs >= host.connectionDueNs) {
        onTimeout(host, nowNs);
      }
      ready.add(host);
    }
  }

  private void onTimeout(HostedConnection host, long nowNs) {
    try {
      host.connection.onTimeout(nowNs);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError fault) {
      containment.onFault(host, fault, nowNs);
    }
  }

  private void onHandshakeDeadline(HostedConnection host, long nowNs) {
    host.handshakeDeadlineNs = HostedConnection.NEVER;
    if (!host.established) {
      close(host, 0, "the handshake took too long", nowNs);
    }
    if (host.clientDestination != null) {
      firstRoutes.remove(host.clientDestination, host);
    }
  }

  // Output.

  /** One datagram of the connection whose turn it is; false when none has any. */
  boolean poll(long nowNs, Transmit out) {
    HostedConnection host;
    while ((host = ready.take()) != null) {
      try {
        if (host.connection.poll(nowNs, out)) {
          addresses.note(host, out.network);
          ready.add(host);
          return true;
        }
        settle(host, nowNs);
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError fault) {
        // It comes to its turn again, for its CONNECTION_CLOSE or to be forgotten.
        containment.onFault(host, fault, nowNs);
        ready.add(host);
      }
    }
    return false;
  }

  /** The connection has nothing to send until its next time. */
  private void settle(HostedConnection host, long nowNs) {
    if (host.connection.isTerminated()) {
      forget(host);
      return;
    }
    host.connectionDueNs = host.connection.nextTimeoutNs(nowNs);
    timers.set(host, Math.min(host.connectionDueNs, host.handshakeDeadlineNs));
  }
}
