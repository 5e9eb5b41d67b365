package org.tquic.quic.netty;

import io.netty.handler.codec.quic.QuicConnectionStats;
import java.util.List;
import java.util.function.ToLongFunction;
import org.tquic.quic.connection.PathSnapshot;

/** What went over all paths that there are now; of streams nothing is counted. */
record ConnectionStats(
    long recv,
    long sent,
    long lost,
    long recvBytes,
    long sentBytes,
    long lostBytes,
    long pathsCount)
    implements QuicConnectionStats {
  static ConnectionStats of(List<PathSnapshot> paths) {
    return new ConnectionStats(
        sum(paths, PathSnapshot::packetsReceived),
        sum(paths, PathSnapshot::datagramsSent),
        sum(paths, PathSnapshot::packetsLost),
        sum(paths, PathSnapshot::bytesReceived),
        sum(paths, PathSnapshot::bytesSent),
        sum(paths, PathSnapshot::bytesLost),
        paths.size());
  }

  private static long sum(List<PathSnapshot> paths, ToLongFunction<PathSnapshot> count) {
    return paths.stream().mapToLong(count).sum();
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
