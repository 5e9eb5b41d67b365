package org.tquic.quic.stream;

import org.tquic.quic.wire.VarInt;

/**
 * Initial limits that the peer's transport parameters set for us, RFC 9000 section 18.2. "Local"
 * and "remote" are as the peer sees it: BidiRemote is for streams that we open.
 *
 * @param initialMaxData bytes on all streams together
 * @param initialMaxStreamDataBidiLocal bytes on each bidirectional stream that the peer opens
 * @param initialMaxStreamDataBidiRemote bytes on each bidirectional stream that we open
 * @param initialMaxStreamDataUni bytes on each unidirectional stream that we open
 * @param initialMaxStreamsBidi bidirectional streams that we may open, at most 2^60
 * @param initialMaxStreamsUni unidirectional streams that we may open, at most 2^60
 */
public record PeerLimits(
    long initialMaxData,
    long initialMaxStreamDataBidiLocal,
    long initialMaxStreamDataBidiRemote,
    long initialMaxStreamDataUni,
    long initialMaxStreamsBidi,
    long initialMaxStreamsUni) {
  /** Before the peer's are known: nothing is allowed. */
  static final PeerLimits NONE = new PeerLimits(0, 0, 0, 0, 0, 0);

  /** Checks the ranges. */
  public PeerLimits {
    check(initialMaxData, VarInt.MAX);
    check(initialMaxStreamDataBidiLocal, VarInt.MAX);
    check(initialMaxStreamDataBidiRemote, VarInt.MAX);
    check(initialMaxStreamDataUni, VarInt.MAX);
    check(initialMaxStreamsBidi, StreamId.MAX_STREAMS);
    check(initialMaxStreamsUni, StreamId.MAX_STREAMS);
  }

  static void check(long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException("not in 0 to " + max + ": " + value);
    }
  }
}
