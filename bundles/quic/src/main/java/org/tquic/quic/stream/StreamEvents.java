package org.tquic.quic.stream;

/**
 * What happens to streams. Called from within the methods of {@link StreamSet}, whose state is then
 * settled: any of its methods may be called from here.
 */
public interface StreamEvents {
  /** The peer opened a stream, by using it or one of a higher number. */
  void onOpened(long id);

  /**
   * Bytes or the end can be read. Not called again before {@link StreamSet#read} has given all
   * there was.
   */
  void onReadable(long id);

  /** After a write that was cut short: at least half of the send buffer is free again. */
  void onWritable(long id);

  /** The peer gave up sending on the stream; what was not read yet is gone. */
  void onReset(long id, long code);

  /**
   * The peer reads no more. What was not sent is dropped and RESET_STREAM with the same code is on
   * its way, as RFC 9000 section 3.5 demands.
   */
  void onStopSending(long id, long code);

  /** All that was written, and its end, has been acknowledged. */
  void onFinished(long id);

  /** After {@link StreamSet#open} gave none: streams of the kind can be opened again. */
  void onStreamsAvailable(boolean bidirectional);
}
