package org.tquic.quic.netty;

import io.netty.handler.codec.quic.QuicConnectionAddress;
import io.netty.handler.codec.quic.QuicTransportParameters;
import javax.net.ssl.SSLEngine;
import org.tquic.quic.connection.Connection;

/**
 * What a handshake found out, for all threads.
 *
 * @param engine shows what TLS agreed on
 * @param parameters the peer's transport parameters
 * @param local own connection ID of the handshake
 * @param remote the peer's
 */
record HandshakeResult(
    SSLEngine engine,
    QuicTransportParameters parameters,
    QuicConnectionAddress local,
    QuicConnectionAddress remote) {
  /** Of a connection whose handshake is complete. */
  static HandshakeResult of(Connection connection) {
    return new HandshakeResult(
        new PeerEngine(connection),
        new PeerParameters(connection.peerParameters()),
        new QuicConnectionAddress(connection.localId().toBytes()),
        new QuicConnectionAddress(connection.peerId().toBytes()));
  }
}
