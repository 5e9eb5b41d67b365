package org.tquic.quic.connection;

import java.util.random.RandomGenerator;
import org.tquic.quic.wire.ConnectionId;

/**
 * The connection IDs that the handshake authenticates, RFC 9000 section 7.3.
 *
 * @param local this end's first source connection ID
 * @param originalDestination the client's first destination, before any Retry
 * @param initialDestination the destination that the Initial keys are made from
 * @param retrySource the source of the Retry, or null when there was none
 */
record HandshakeIds(
    ConnectionId local,
    ConnectionId originalDestination,
    ConnectionId initialDestination,
    ConnectionId retrySource) {
  /** At least 8, RFC 9000 section 7.2. */
  private static final int UNPREDICTABLE_BYTES = 16;

  /** Without a Retry. */
  static HandshakeIds of(ConnectionId local, ConnectionId clientDestination) {
    return new HandshakeIds(local, clientDestination, clientDestination, null);
  }

  /**
   * A server's.
   *
   * @param retriedDestination where the client's packet before a Retry went, or null
   */
  static HandshakeIds ofServer(
      ConnectionId local, ConnectionId clientDestination, ConnectionId retriedDestination) {
    return retriedDestination == null
        ? of(local, clientDestination)
        : new HandshakeIds(local, retriedDestination, clientDestination, clientDestination);
  }

  /** Where a client's first packet goes. */
  static ConnectionId unpredictable(RandomGenerator random) {
    byte[] bytes = new byte[UNPREDICTABLE_BYTES];
    random.nextBytes(bytes);
    return ConnectionId.of(bytes);
  }
}
