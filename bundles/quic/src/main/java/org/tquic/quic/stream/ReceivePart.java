package org.tquic.quic.stream;

import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;

/** The receiving part of a stream, RFC 9000 section 3.2. */
final class ReceivePart {
  final ReceiveBuffer buffer;
  final ReceiveWindow window;

  /** The application was told that there is something to read. */
  boolean signalled;

  private long highest;
  private long finalSize = -1;

  /** Bytes that count as read for the connection's window. */
  private long released;

  private boolean stopped;
  private long stopCode;
  private boolean over;

  ReceivePart(ChunkPool pool, ReceiveWindow window) {
    buffer = new ReceiveBuffer(pool);
    this.window = window;
  }

  /**
   * Checks a segment's end against what is known of the stream's size and against its limit, RFC
   * 9000 sections 4.1 and 4.5.
   *
   * @param isFinal whether the stream ends there
   */
  void check(long end, boolean isFinal, long frameType) {
    boolean contradiction =
        finalSize >= 0 ? end > finalSize || isFinal && end != finalSize : isFinal && end < highest;
    if (contradiction) {
      throw new QuicException(
          TransportError.FINAL_SIZE_ERROR, frameType, "final size changed or exceeded");
    }
    if (end > window.limit()) {
      throw new QuicException(
          TransportError.FLOW_CONTROL_ERROR, frameType, "stream's limit exceeded");
    }
  }

  /** Bytes by which a segment that ends there raises the highest offset received. */
  long advanceTo(long end) {
    return Math.max(0, end - highest);
  }

  /** Takes note of a checked segment. */
  void received(long end, boolean isFinal) {
    highest = Math.max(highest, end);
    if (isFinal) {
      finalSize = end;
    }
  }

  /** Whether the size of the stream is known: all states but Recv. */
  boolean isSizeKnown() {
    return finalSize >= 0;
  }

  /** Whether no byte is missing: states Data Recvd and Data Read. */
  boolean isAllReceived() {
    return finalSize >= 0 && buffer.contiguousEnd() == finalSize;
  }

  /** Whether only the end is left to read. */
  boolean isAtEnd() {
    return finalSize >= 0 && buffer.readOffset() == finalSize && !stopped && !over;
  }

  /** Bytes to read, or -1 for the end. */
  int readable() {
    return isAtEnd() ? -1 : buffer.readable();
  }

  /** Bytes received that the application will not read and that no window counts as read yet. */
  long releaseRest() {
    return release(highest - released);
  }

  /** Counts bytes as read for the connection's window. */
  long release(long bytes) {
    released += bytes;
    return bytes;
  }

  /** The application wants nothing more. */
  void stop(long code) {
    stopped = true;
    stopCode = code;
    buffer.discard();
  }

  /** Whether what comes is thrown away. */
  boolean isStopped() {
    return stopped;
  }

  long stopCode() {
    return stopCode;
  }

  /** States Data Read and Reset Read, or nobody cares any more. */
  boolean isOver() {
    return over;
  }

  void end() {
    over = true;
    buffer.discard();
  }
}
