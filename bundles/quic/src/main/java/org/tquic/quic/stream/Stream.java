package org.tquic.quic.stream;

/** One stream: its parts, what it owes the peer and its places in the queues for sending. */
final class Stream {
  // What can be owed, as bits.
  static final int OWES_RESET_STREAM = 1;
  static final int OWES_STOP_SENDING = 2;
  static final int OWES_MAX_STREAM_DATA = 4;
  static final int OWES_STREAM_DATA_BLOCKED = 8;

  final long id;

  /** Null when only the peer sends. */
  final SendPart send;

  /** Null when only we send. */
  final ReceivePart receive;

  /** Place among streams with something to send that flow control does not hold back. */
  final SendSlot repeats = new SendSlot(this);

  /** Place among streams with new bytes, which the connection's flow control may hold back. */
  final SendSlot fresh = new SendSlot(this);

  int urgency = Priority.DEFAULT_URGENCY;
  boolean incremental = true;

  /** Bits of frames to send; those of {@link ControlQueue}. */
  int owed;

  Stream previousInControl;
  Stream nextInControl;

  Stream(long id, SendPart send, ReceivePart receive) {
    this.id = id;
    this.send = send;
    this.receive = receive;
  }

  /** Whether both parts have come to an end, RFC 9000 sections 3.1 and 3.2. */
  boolean isClosed() {
    return (send == null || send.isOver()) && (receive == null || receive.isOver());
  }
}
