package org.tquic.quic.netty;

import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.List;
import org.tquic.quic.connection.PathSnapshot;
import org.tquic.quic.path.PathState;

/** What is known of a path, as Netty shows it; times in nanoseconds. */
record PathStats(PathSnapshot path) implements QuicConnectionPathStats {
  // As quiche numbers them.
  private static final long VALIDATING = 1;
  private static final long VALIDATED = 3;

  /** Completes with the path of a place in the order of path IDs, or fails without one. */
  static void collect(
      List<PathSnapshot> paths, int index, Promise<QuicConnectionPathStats> promise) {
    if (index < 0 || index >= paths.size()) {
      promise.setFailure(
          new IndexOutOfBoundsException("path " + index + " of " + paths.size() + " paths"));
    } else {
      promise.setSuccess(new PathStats(paths.get(index)));
    }
  }

  @Override
  public InetSocketAddress localAddress() {
    return path.network().local();
  }

  @Override
  public InetSocketAddress peerAddress() {
    return path.network().remote();
  }

  @Override
  public long validationState() {
    return path.phase() == PathState.Phase.VALIDATING ? VALIDATING : VALIDATED;
  }

  @Override
  public boolean active() {
    return path.phase() == PathState.Phase.ACTIVE;
  }

  @Override
  public long recv() {
    return path.counters().packetsReceived();
  }

  @Override
  public long sent() {
    return path.counters().packetsSent();
  }

  @Override
  public long lost() {
    return path.counters().packetsLost();
  }

  @Override
  public long retrans() {
    return 0;
  }

  @Override
  public long rtt() {
    return path.smoothedRttNs();
  }

  @Override
  public long cwnd() {
    return path.congestionWindowBytes();
  }

  @Override
  public long sentBytes() {
    return path.counters().bytesSent();
  }

  @Override
  public long recvBytes() {
    return path.counters().bytesReceived();
  }

  @Override
  public long lostBytes() {
    return path.counters().bytesLost();
  }

  @Override
  public long streamRetransBytes() {
    return 0;
  }

  @Override
  public long pmtu() {
    return path.mtuBytes();
  }

  @Override
  public long deliveryRate() {
    return Math.max(0, path.deliveryRateBps());
  }
}
