package org.tquic.quic.stream;

/** Flow control of what we send, of a stream or the connection. */
final class SendCredit {
  private long limit;
  private long used;
  private long reportedLimit = -1;

  SendCredit(long limit) {
    this.limit = limit;
  }

  long limit() {
    return limit;
  }

  /** Bytes that may go. */
  long available() {
    return limit - used;
  }

  void use(long bytes) {
    used += bytes;
  }

  /** A limit of the peer's; one that is not higher says nothing, RFC 9000 section 4.1. */
  boolean raise(long newLimit) {
    if (newLimit <= limit) {
      return false;
    }
    limit = newLimit;
    return true;
  }

  /** Whether the peer should hear that its limit holds us back, given that there are bytes. */
  boolean isReportDue() {
    return used == limit && reportedLimit != limit;
  }

  void reported() {
    reportedLimit = limit;
  }

  /** The report of a limit was lost; true when it is news to the peer still. */
  boolean onReportLost(long lostLimit) {
    if (lostLimit != limit) {
      return false;
    }
    reportedLimit = -1;
    return true;
  }
}
