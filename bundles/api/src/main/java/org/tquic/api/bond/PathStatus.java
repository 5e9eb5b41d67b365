package org.tquic.api.bond;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkQuota;

/**
 * One path of a bond, an immutable snapshot. Times are nanoseconds, sizes bytes, rates bits per
 * second; -1 is unknown.
 *
 * @param bond name of the bond: the server's address on a router, the router's name on a server
 * @param id path id, unique within the bond
 * @param link name of the link below it, as the router calls it
 * @param state where it is in its life
 * @param reason why
 * @param detail the reason's evidence, one phrase, or empty
 * @param sinceMillis when the state began, epoch milliseconds
 * @param local own address and port, or empty
 * @param remote peer's address and port, or empty
 * @param congestion id of the congestion controller, or what it says in place of that
 * @param smoothedRttNs smoothed round-trip time
 * @param jitterNs mean deviation of the round-trip time (RFC 9002 section 5.3)
 * @param congestionWindow bytes
 * @param bytesInFlight bytes
 * @param lossRate share of packets lost lately, 0 to 1
 * @param capacityBps estimated capacity towards the peer
 * @param txBps rate sent over the last second
 * @param rxBps rate received over the last second
 * @param txBytes inner bytes sent
 * @param rxBytes inner bytes received
 * @param maxPayload largest inner packet
 * @param counters what the engine has counted on it by name, monotonic; empty where it does not
 * @param keepAlive how it is kept alive while idle; {@link PathKeepAlive#UNKNOWN} on a server
 * @param tier tier of the link below it, {@link LinkInfo#tier()}; on a server as the router said
 * @param quota what the link below it may carry; {@link LinkQuota#NONE} on a server
 */
public record PathStatus(
    String bond,
    int id,
    String link,
    PathState state,
    PathReason reason,
    String detail,
    long sinceMillis,
    String local,
    String remote,
    String congestion,
    long smoothedRttNs,
    long jitterNs,
    long congestionWindow,
    long bytesInFlight,
    double lossRate,
    long capacityBps,
    long txBps,
    long rxBps,
    long txBytes,
    long rxBytes,
    int maxPayload,
    Map<String, Long> counters,
    PathKeepAlive keepAlive,
    int tier,
    LinkQuota quota) {
  /** Copies the map. */
  public PathStatus {
    counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
  }

  /** A path that is not kept alive from here, over a link of the first tier without a quota. */
  public PathStatus(
      String bond,
      int id,
      String link,
      PathState state,
      PathReason reason,
      String detail,
      long sinceMillis,
      String local,
      String remote,
      String congestion,
      long smoothedRttNs,
      long jitterNs,
      long congestionWindow,
      long bytesInFlight,
      double lossRate,
      long capacityBps,
      long txBps,
      long rxBps,
      long txBytes,
      long rxBytes,
      int maxPayload,
      Map<String, Long> counters) {
    this(
        bond,
        id,
        link,
        state,
        reason,
        detail,
        sinceMillis,
        local,
        remote,
        congestion,
        smoothedRttNs,
        jitterNs,
        congestionWindow,
        bytesInFlight,
        lossRate,
        capacityBps,
        txBps,
        rxBps,
        txBytes,
        rxBytes,
        maxPayload,
        counters,
        PathKeepAlive.UNKNOWN,
        LinkInfo.FIRST_TIER,
        LinkQuota.NONE);
  }
}
