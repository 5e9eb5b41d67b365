package org.tquic.quic.stream;

/** The sending part of a stream, RFC 9000 section 3.1. */
final class SendPart {
  final SendBuffer buffer;
  final SendCredit credit;

  /** The application was refused room and waits to hear of some. */
  boolean wantsRoom;

  private boolean reset;
  private long resetCode;
  private boolean over;

  SendPart(int capacity, ChunkPool pool, long limit) {
    buffer = new SendBuffer(capacity, pool);
    credit = new SendCredit(limit);
  }

  /** Whether the application can still write: states Ready and Send. */
  boolean isWritable() {
    return !reset && !buffer.isFinished();
  }

  /** Whether the stream was reset by us: states Reset Sent and Reset Recvd. */
  boolean isReset() {
    return reset;
  }

  long resetCode() {
    return resetCode;
  }

  /** States Data Recvd and Reset Recvd. */
  boolean isOver() {
    return over;
  }

  void reset(long code) {
    reset = true;
    resetCode = code;
    buffer.discard();
  }

  void end() {
    over = true;
  }

  /** New bytes that the stream's own limit lets go. */
  boolean hasFreshBytes() {
    return !reset && credit.available() > 0 && buffer.unsentBytes() > 0;
  }

  /** What needs no flow control credit. */
  boolean hasFreeSegments() {
    return !reset && (buffer.hasRepeats() || buffer.isOnlyEndUnsent());
  }

  /** Whether the stream's own limit holds bytes back and the peer has not heard so. */
  boolean isBlockedReportDue() {
    return !reset && buffer.unsentBytes() > 0 && credit.isReportDue();
  }
}
