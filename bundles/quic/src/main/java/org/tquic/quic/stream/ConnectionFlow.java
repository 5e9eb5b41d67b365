package org.tquic.quic.stream;

import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;

/** Flow control of all streams together, and the time by which windows grow. */
final class ConnectionFlow {
  final SendCredit credit = new SendCredit(0);
  final ReceiveWindow window;

  /** The peer should be told the limit once more. */
  boolean repeatMaxData;

  private long received;
  private long nowNs;
  private long rttNs = -1;

  ConnectionFlow(LocalLimits limits) {
    window = new ReceiveWindow(limits.initialMaxData(), limits.maxConnectionWindow(), 0);
  }

  void onTime(long now) {
    nowNs = now;
  }

  void onRtt(long rtt) {
    rttNs = rtt;
  }

  long nowNs() {
    return nowNs;
  }

  /** Counts bytes received for the first time. */
  void receive(long bytes, long frameType) {
    if (bytes > window.limit() - received) {
      throw new QuicException(
          TransportError.FLOW_CONTROL_ERROR, frameType, "connection's limit exceeded");
    }
    received += bytes;
  }

  /** The peer says that a limit holds it back. */
  void onDataBlocked(long limit) {
    repeatMaxData |= limit >= window.limit() && window.canAdvance();
  }

  boolean isMaxDataDue() {
    return repeatMaxData || window.isUpdateDue();
  }

  /** Moves a stream's limit on; the connection's window stays the larger one. */
  void advance(ReceiveWindow ofStream) {
    ofStream.advance(nowNs, rttNs);
    window.growTo(ofStream.window() + ofStream.window() / 2);
  }

  /** Moves the connection's limit on. */
  void advance() {
    window.advance(nowNs, rttNs);
    repeatMaxData = false;
  }
}
