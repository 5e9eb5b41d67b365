package org.tquic.quic.stream;

import org.tquic.quic.wire.VarInt;

/**
 * Limits that we set: the initial ones go to the peer as transport parameters, RFC 9000 section
 * 18.2, and must be the same there.
 *
 * @param initialMaxData bytes on all streams together; also the initial connection window
 * @param initialMaxStreamDataBidiLocal bytes on each bidirectional stream that we open
 * @param initialMaxStreamDataBidiRemote bytes on each bidirectional stream that the peer opens
 * @param initialMaxStreamDataUni bytes on each unidirectional stream that the peer opens
 * @param maxStreamsBidi bidirectional streams that the peer may have open at a time, at most 2^60
 * @param maxStreamsUni unidirectional streams that the peer may have open at a time, at most 2^60
 * @param maxSendBuffer bytes written but not acknowledged that a stream holds, at least 1
 * @param maxConnectionWindow bytes up to which the connection's window may grow by itself
 * @param maxStreamWindow bytes up to which a stream's window may grow by itself
 */
public record LocalLimits(
    long initialMaxData,
    long initialMaxStreamDataBidiLocal,
    long initialMaxStreamDataBidiRemote,
    long initialMaxStreamDataUni,
    long maxStreamsBidi,
    long maxStreamsUni,
    int maxSendBuffer,
    long maxConnectionWindow,
    long maxStreamWindow) {
  /** Checks the ranges. */
  public LocalLimits {
    PeerLimits.check(initialMaxData, VarInt.MAX);
    PeerLimits.check(initialMaxStreamDataBidiLocal, VarInt.MAX);
    PeerLimits.check(initialMaxStreamDataBidiRemote, VarInt.MAX);
    PeerLimits.check(initialMaxStreamDataUni, VarInt.MAX);
    PeerLimits.check(maxStreamsBidi, StreamId.MAX_STREAMS);
    PeerLimits.check(maxStreamsUni, StreamId.MAX_STREAMS);
    PeerLimits.check(maxSendBuffer - 1L, 1 << 30);
    PeerLimits.check(maxConnectionWindow, VarInt.MAX);
    PeerLimits.check(maxStreamWindow, VarInt.MAX);
  }

  /** These limits as the peer gets to know them. */
  public PeerLimits asSeenByPeer() {
    return new PeerLimits(
        initialMaxData,
        initialMaxStreamDataBidiLocal,
        initialMaxStreamDataBidiRemote,
        initialMaxStreamDataUni,
        maxStreamsBidi,
        maxStreamsUni);
  }
}
