package org.tquic.quic.netty;

import io.netty.handler.codec.quic.QuicConnectionAddress;
import io.netty.handler.codec.quic.QuicTransportParameters;
import javax.net.ssl.SSLEngine;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.wire.ConnectionId;

/**
 * What a handshake found out, for all threads.
 *
 * @param engine shows what TLS agreed on
 * @param parameters the peer's transport parameters
 * @param localId own connection ID of the handshake
 * @param remoteId the peer's
 */
record HandshakeResult(
    SSLEngine engine,
    QuicTransportParameters parameters,
    ConnectionId localId,
    ConnectionId remoteId) {
  /** Of a connection whose handshake is complete. */
  static HandshakeResult of(Connection connection) {
    return new HandshakeResult(
        new PeerEngine(connection),
        new PeerParameters(connection.peerParameters()),
        connection.localId(),
        connection.peerId());
  }

  /** The own connection ID, made when it is asked for: the class loads all of quiche. */
  QuicConnectionAddress local() {
    return new QuicConnectionAddress(localId.toBytes());
  }

  /** The peer's connection ID, likewise. */
  QuicConnectionAddress remote() {
    return new QuicConnectionAddress(remoteId.toBytes());
  }
}
