package org.tquic.quic.connection;

import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.path.RemoteConnectionIds;
import org.tquic.quic.wire.ConnectionId;

/**
 * Where this end was on a path before it moved. The peer asks there whether it really moved, RFC
 * 9000 section 9.3.3. The answer carries the connection ID that was used there before, for no other
 * may be seen at two addresses, RFC 9000 section 9.5; one answer, and three probe timeouts to wait
 * for the question, then it is retired.
 */
final class LeftAddress {
  private static final int PROBE_TIMEOUTS = 3;

  private final RemoteConnectionIds ids;
  private final long pathId;
  private NetworkPath network;
  private long endNs = Long.MAX_VALUE;

  LeftAddress(RemoteConnectionIds ids, long pathId) {
    this.ids = ids;
    this.pathId = pathId;
  }

  /** This end goes on from elsewhere, with another connection ID if there is one. */
  void onMoved(NetworkPath before, long nowNs, long ptoNs) {
    if (ids.rotateAndKeep(pathId)) {
      network = before;
      endNs = nowNs + PROBE_TIMEOUTS * ptoNs;
    }
  }

  /** Where an answer from this address goes; null when there is to be none. */
  ConnectionId destination(NetworkPath from) {
    return from.equals(network) ? ids.former(pathId) : null;
  }

  /** The answer was sent. */
  void forget() {
    ids.retireFormer(pathId);
    network = null;
    endNs = Long.MAX_VALUE;
  }

  long nextTimeoutNs() {
    return endNs;
  }

  void onTimeout(long nowNs) {
    if (nowNs >= endNs) {
      forget();
    }
  }
}
