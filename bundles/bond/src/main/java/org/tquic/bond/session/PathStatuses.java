package org.tquic.bond.session;

import java.util.Map;
import org.tquic.api.bond.PathKeepAlive;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.link.LinkQuota;
import org.tquic.bond.path.Carrier;
import org.tquic.bond.path.KeepAlive;
import org.tquic.bond.wire.DataHeader;

/** Makes snapshots of paths. */
final class PathStatuses {
  private PathStatuses() {}

  /** A path with a carrier. */
  static PathStatus of(
      String bond,
      Carrier carrier,
      PathState state,
      PathReason reason,
      String detail,
      LinkQuota quota,
      long nowNs) {
    boolean waits = state == PathState.ACTIVE && carrier.isStandby();
    return new PathStatus(
        bond,
        carrier.id(),
        carrier.linkName(),
        waits ? PathState.STANDBY : state,
        waits ? PathReason.BETTER_TIER : reason,
        detail,
        carrier.stateSinceMillis(),
        carrier.transport().local(),
        carrier.transport().remote(),
        carrier.congestion(),
        carrier.rtt().smoothedNs(),
        carrier.rtt().varianceNs(),
        carrier.congestionWindow(),
        carrier.bytesInFlight(),
        carrier.lossRate(),
        bits(carrier.deliveryRateBps()),
        8 * carrier.sent().rate(nowNs),
        8 * carrier.arrived().rate(nowNs),
        carrier.sent().total(),
        carrier.arrived().total(),
        carrier.maxPayload() - DataHeader.SIZE,
        carrier.transport().counters(),
        keepAlive(carrier, nowNs),
        carrier.tier(),
        quota);
  }

  private static PathKeepAlive keepAlive(Carrier carrier, long nowNs) {
    KeepAlive keepAlive = carrier.keepAlive();
    if (keepAlive == null) {
      return PathKeepAlive.UNKNOWN;
    }
    long heldNs = keepAlive.lifetime().heldNs();
    return new PathKeepAlive(
        keepAlive.gapNs() > 0 ? keepAlive.gapNs() : carrier.health().pingIntervalNs(nowNs),
        heldNs == 0 ? -1 : heldNs,
        keepAlive.lifetime().lostNs());
  }

  private static long bits(long bytes) {
    return bytes < 0 ? -1 : 8 * bytes;
  }

  /** A path that has none now. */
  static PathStatus without(String bond, LinkDialer dialer, String congestion) {
    return new PathStatus(
        bond,
        -1,
        dialer.link().name(),
        dialer.state(),
        dialer.reason(),
        dialer.detail(),
        dialer.sinceMillis(),
        "",
        "",
        congestion,
        -1,
        -1,
        -1,
        -1,
        0,
        -1,
        0,
        0,
        0,
        0,
        -1,
        Map.of(),
        PathKeepAlive.UNKNOWN,
        dialer.link().tier(),
        dialer.link().quota());
  }
}
