package org.tquic.quic.stream;

/** Streams of one kind that we open, as far as the peer lets us, RFC 9000 section 4.6. */
final class OwnStreams {
  private long opened;
  private long limit;
  private boolean refused;
  private long reportedLimit = -1;

  long limit() {
    return limit;
  }

  /** How many more can be opened now. */
  long openable() {
    return limit - opened;
  }

  /** Whether the one of that index was opened. */
  boolean isOpened(long index) {
    return index < opened;
  }

  /** Index of one more, or -1 when the limit is reached. */
  long open() {
    if (opened == limit) {
      refused = true;
      return -1;
    }
    return opened++;
  }

  /** A limit of the peer's; returns whether someone waits for it. */
  boolean raise(long newLimit) {
    if (newLimit <= limit) {
      return false;
    }
    limit = newLimit;
    boolean awaited = refused;
    refused = false;
    return awaited;
  }

  /** Whether the peer should hear that its limit holds us back. */
  boolean isReportDue() {
    return refused && reportedLimit != limit;
  }

  void reported() {
    reportedLimit = limit;
  }

  /** The report of a limit was lost; true when it is news to the peer still. */
  boolean onReportLost(long lostLimit) {
    if (!refused || lostLimit != limit) {
      return false;
    }
    reportedLimit = -1;
    return true;
  }
}
