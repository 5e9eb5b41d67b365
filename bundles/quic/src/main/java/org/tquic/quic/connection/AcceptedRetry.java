package org.tquic.quic.connection;

import org.tquic.quic.wire.ConnectionId;

/**
 * A Retry that the client's token proves.
 *
 * @param originalDestination destination of the client's first Initial packet, before the Retry
 */
public record AcceptedRetry(ConnectionId originalDestination) {}
