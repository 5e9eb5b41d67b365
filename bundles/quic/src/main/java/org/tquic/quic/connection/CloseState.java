package org.tquic.quic.connection;

/**
 * How a connection ends, RFC 9000 section 10.2: while closing it answers packets with its
 * CONNECTION_CLOSE, ever more rarely; while draining it is silent.
 */
final class CloseState {
  /** Where it stands. */
  enum Phase {
    OPEN,
    CLOSING,
    DRAINING,
    CLOSED
  }

  private Phase phase = Phase.OPEN;
  private CloseReason reason;
  private long frameType;
  private long endsNs = Long.MAX_VALUE;
  private boolean packetOwed;
  private long answered;
  private long answerAt = 1;

  Phase phase() {
    return phase;
  }

  boolean isOpen() {
    return phase == Phase.OPEN;
  }

  CloseReason reason() {
    return reason;
  }

  /** The frame that broke a rule, 0 for none. */
  long frameType() {
    return frameType;
  }

  long endsNs() {
    return phase == Phase.OPEN || phase == Phase.CLOSED ? Long.MAX_VALUE : endsNs;
  }

  /** This side closes; it stays for three probe timeouts. */
  void close(CloseReason why, long type, long nowNs, long ptoNs) {
    reason = why;
    frameType = type;
    phase = Phase.CLOSING;
    endsNs = nowNs + 3 * ptoNs;
    packetOwed = true;
  }

  /** The peer closed, or is gone; nothing is sent any more. */
  void drain(CloseReason why, long nowNs, long ptoNs) {
    if (reason == null) {
      reason = why;
      endsNs = nowNs + 3 * ptoNs;
    }
    phase = Phase.DRAINING;
    packetOwed = false;
  }

  /** It is over at once: there is nobody to tell. */
  void end(CloseReason why) {
    if (reason == null) {
      reason = why;
    }
    phase = Phase.CLOSED;
    packetOwed = false;
  }

  /** A packet came while closing: answer the first, the second, the fourth, and so on. */
  void onPacket() {
    if (phase == Phase.CLOSING && ++answered >= answerAt) {
      answered = 0;
      answerAt *= 2;
      packetOwed = true;
    }
  }

  boolean packetOwed() {
    return packetOwed;
  }

  void onPacketSent() {
    packetOwed = false;
  }
}
