package org.tquic.quic.connection;

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
    ConnectionId retrySource) {}
