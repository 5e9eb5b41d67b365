package org.tquic.quic.qlog;

/**
 * Takes the records of a log, in their order. It is called by the thread that drives the connection
 * and so must not wait: whoever writes to a file does that on another thread, from a queue of
 * limited size.
 */
@FunctionalInterface
public interface QlogSink {
  /**
   * Takes a copy of one whole record.
   *
   * @return false when there is no room for it; the record is dropped then
   */
  boolean offer(byte[] array, int offset, int length);
}
