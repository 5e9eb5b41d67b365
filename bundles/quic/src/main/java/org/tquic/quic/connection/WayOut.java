package org.tquic.quic.connection;

import org.tquic.quic.wire.ConnectionId;

/**
 * A path to send on, and the connection ID to send to.
 *
 * @param destination null where the peer gave none
 */
record WayOut(Path path, ConnectionId destination) {}
