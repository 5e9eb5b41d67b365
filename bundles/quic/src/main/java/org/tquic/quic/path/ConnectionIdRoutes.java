package org.tquic.quic.path;

import org.tquic.quic.wire.ConnectionId;

/** The endpoint's table from destination connection IDs to connections. */
public interface ConnectionIdRoutes {
  /**
   * Sends packets with this ID to the connection from now on.
   *
   * @return false when the ID belongs to a connection already
   */
  boolean add(ConnectionId id);

  /** Packets with this ID are no longer the connection's. */
  void remove(ConnectionId id);
}
