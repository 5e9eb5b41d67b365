package org.tquic.quic.endpoint;

import org.tquic.quic.connection.Connection;
import org.tquic.quic.path.ConnectionIdRoutes;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.ConnectionId;

/** A connection with what its endpoint has to remember of it. */
final class HostedConnection implements ConnectionIdRoutes {
  static final long NEVER = Long.MAX_VALUE;

  /** Peer's addresses to expect stateless resets from. */
  static final int MAX_NETWORKS = 8;

  private final RouteTable routes;

  /** What let it in; null when this end is the client. */
  final Listener listener;

  Connection connection;

  /** Whether the handshake was completed once. */
  boolean established;

  /** Whether it threw an exception, and closes because of it. */
  boolean failed;

  // As a server.

  /** Where the client's first packets go, RFC 9000 section 7.2. */
  ConnectionId clientDestination;

  /** Where the client was at first. */
  NetworkPath clientNetwork;

  /** Counts as half open under this key of {@link HalfOpenLimits}. */
  long halfOpenKey;

  // For TimerHeap.

  int heapIndex = -1;
  long timeoutNs = NEVER;

  /** When the connection itself wants to be called. */
  long connectionDueNs = NEVER;

  /** When the handshake has to be over. */
  long handshakeDeadlineNs = NEVER;

  // For ReadyList.

  HostedConnection nextReady;
  boolean ready;

  // For RemoteAddresses.

  final NetworkPath[] networks = new NetworkPath[MAX_NETWORKS];
  int networkCount;
  int nextReplaced;

  HostedConnection(RouteTable routes, Listener listener) {
    this.routes = routes;
    this.listener = listener;
  }

  @Override
  public boolean add(ConnectionId id) {
    return routes.add(id, this);
  }

  @Override
  public void remove(ConnectionId id) {
    routes.remove(id, this);
  }
}
