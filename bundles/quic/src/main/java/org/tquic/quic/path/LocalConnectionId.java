package org.tquic.quic.path;

import org.tquic.quic.wire.ConnectionId;

/** A connection ID that this endpoint issued. */
final class LocalConnectionId {
  /** What has become of the frame that tells the peer. */
  enum Told {
    OWED,
    IN_FLIGHT,
    KNOWN
  }

  final long pathId;
  final long sequence;
  final ConnectionId id;
  final byte[] resetToken;
  Told told;

  /** When it is forgotten once the peer retired it. */
  long forgetNs = Long.MAX_VALUE;

  LocalConnectionId(long pathId, long sequence, ConnectionId id, byte[] resetToken, Told told) {
    this.pathId = pathId;
    this.sequence = sequence;
    this.id = id;
    this.resetToken = resetToken;
    this.told = told;
  }
}
