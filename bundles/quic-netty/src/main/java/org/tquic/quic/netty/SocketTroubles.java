package org.tquic.quic.netty;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.SocketTrouble;

/** Tells a connection's pipeline of errors of its sockets, each kind once per second. */
final class SocketTroubles {
  private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(1);

  private final MultipathQuicChannel channel;
  private final Map<PathReason, Long> toldNs = new EnumMap<>(PathReason.class);

  SocketTroubles(MultipathQuicChannel channel) {
    this.channel = channel;
  }

  void report(ConnectFailure failure) {
    long nowNs = System.nanoTime();
    Long before = toldNs.get(failure.reason());
    if (!channel.isActive() || (before != null && nowNs - before < QUIET_NS)) {
      return;
    }
    toldNs.put(failure.reason(), nowNs);
    channel
        .pipeline()
        .fireUserEventTriggered(new SocketTrouble(failure.reason(), failure.getMessage()));
  }
}
