package org.tquic.quic.netty;

import io.netty.handler.codec.quic.QuicConnectionStats;
import org.tquic.quic.connection.ConnectionCounters;

/** What went over all paths; of streams nothing is counted. */
record ConnectionStats(
    long recv,
    long sent,
    long lost,
    long recvBytes,
    long sentBytes,
    long lostBytes,
    long pathsCount)
    implements QuicConnectionStats {
  static ConnectionStats of(ConnectionCounters counters, int paths) {
    return new ConnectionStats(
        counters.paths().packetsReceived(),
        counters.paths().packetsSent(),
        counters.paths().packetsLost(),
        counters.bytesReceived(),
        counters.bytesSent(),
        counters.paths().bytesLost(),
        paths);
  }

  @Override
  public long retrans() {
    return 0;
  }

  @Override
  public long streamRetransBytes() {
    return 0;
  }
}
