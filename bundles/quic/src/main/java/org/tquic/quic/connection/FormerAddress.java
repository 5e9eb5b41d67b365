package org.tquic.quic.connection;

import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.ConnectionId;

/**
 * Where a peer was before it seemed to move, to be challenged once, RFC 9000 section 9.3.3: if the
 * move was but a copy of its packet that someone sent on, its answer brings the path back.
 *
 * @param network the way there
 * @param destination the connection ID that was used there; no other address gets to see it
 */
record FormerAddress(NetworkPath network, ConnectionId destination) {}
