package org.tquic.quic.connection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.path.PathState;

/**
 * What is known of a path at one moment.
 *
 * @param id path ID
 * @param network addresses in use
 * @param phase where in its life it is
 * @param suspect whether it is silent though an answer is due
 * @param mtuBytes largest datagram
 * @param smoothedRttNs smoothed round-trip time
 * @param minRttNs least round-trip time
 * @param congestionWindowBytes window of the controller
 * @param bytesInFlight sent and neither acknowledged nor lost
 * @param queuedBytes datagrams for this path alone that wait to be sent
 * @param deliveryRateBps measured rate, bytes per second, or -1
 * @param lossRate share of packets lost lately, 0 to 1
 * @param controller id of the congestion controller, or what it says in place of that
 * @param counters what it has carried
 */
public record PathSnapshot(
    long id,
    NetworkPath network,
    PathState.Phase phase,
    boolean suspect,
    int mtuBytes,
    long smoothedRttNs,
    long minRttNs,
    long congestionWindowBytes,
    long bytesInFlight,
    long queuedBytes,
    long deliveryRateBps,
    double lossRate,
    String controller,
    PathCounters counters) {
  static PathSnapshot of(Path path) {
    return new PathSnapshot(
        path.id(),
        path.network(),
        path.state.phase(),
        path.suspect,
        path.mtu.currentMtu(),
        path.recovery.rtt().smoothedNs(),
        path.recovery.rtt().minNs(),
        path.recovery.congestionWindow(),
        path.recovery.bytesInFlight(),
        path.datagrams.bytes(),
        path.recovery.deliveryRateBps(),
        path.recovery.lossRate(),
        path.recovery.controller().status(),
        PathTally.of(path));
  }

  /** All of a connection, in the order of their IDs. */
  static List<PathSnapshot> of(Paths paths) {
    List<PathSnapshot> snapshots = new ArrayList<>(paths.size());
    for (int i = 0; i < paths.size(); i++) {
      snapshots.add(of(paths.at(i)));
    }
    snapshots.sort(Comparator.comparingLong(PathSnapshot::id));
    return snapshots;
  }
}
