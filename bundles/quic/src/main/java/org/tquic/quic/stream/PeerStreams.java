package org.tquic.quic.stream;

/** Streams of one kind that the peer opens, as far as we let it, RFC 9000 section 4.6. */
final class PeerStreams {
  private final long atATime;
  private long opened;
  private long closed;
  private long limit;
  private boolean owed;

  PeerStreams(long atATime) {
    this.atATime = atATime;
    limit = atATime;
  }

  /** The limit that the peer was told. */
  long limit() {
    return limit;
  }

  /** Whether the one of that index was opened. */
  boolean isOpened(long index) {
    return index < opened;
  }

  /** Index of the next one, which is open from now on. */
  long open() {
    return opened++;
  }

  /** One has come to its end and makes room for another. */
  void onClosed() {
    closed++;
    owed |= limit - closed <= atATime / 2 && next() > limit;
  }

  /** The peer says that a limit holds it back. */
  void onBlocked(long atLimit) {
    owed |= atLimit >= limit && next() > limit;
  }

  /** The limit the peer was told last was lost; returns whether it is told again. */
  boolean onLost(long lostLimit) {
    owed |= lostLimit == limit;
    return lostLimit == limit;
  }

  boolean isOwed() {
    return owed;
  }

  /** The peer is being told {@link #next}. */
  void advance() {
    owed = false;
    limit = next();
  }

  /** The limit that the peer could be told now. */
  long next() {
    return Math.min(closed + atATime, StreamId.MAX_STREAMS);
  }
}
