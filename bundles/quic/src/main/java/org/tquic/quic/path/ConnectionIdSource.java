package org.tquic.quic.path;

import org.tquic.quic.wire.ConnectionId;

/** Where the connection IDs come from that this endpoint issues. */
public interface ConnectionIdSource {
  /**
   * A new connection ID that says nothing about the connection to others and is never given out
   * twice, RFC 9000 section 5.1.
   */
  ConnectionId newId();

  /** The stateless reset token of a connection ID, 16 bytes, RFC 9000 section 10.3.2. */
  byte[] resetToken(ConnectionId id);
}
