package org.tquic.quic.connection;

import java.util.Arrays;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.path.AmplificationLimit;
import org.tquic.quic.path.MtuDiscovery;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.path.PathMigration;
import org.tquic.quic.path.PathState;
import org.tquic.quic.path.PathStatus.Preference;
import org.tquic.quic.path.PathValidator;
import org.tquic.quic.recovery.PacketNumberSpace;
import org.tquic.quic.recovery.PathRecovery;
import org.tquic.quic.recovery.RecoveryConfig;
import org.tquic.quic.recovery.SpaceKind;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.spi.congestion.CongestionEventSink;
import org.tquic.spi.scheduler.PathEvent;

/** The paths of a connection, and what happens to them. */
final class Paths {
  private final Core core;
  private Path[] live = new Path[2];
  private int count;
  private final PathControllers controllers;
  private final PathMoves moves;
  private WayOut lastWay;

  Paths(Core core, NetworkPath network, boolean addressValidated, long nowNs) {
    this.core = core;
    controllers = new PathControllers(core);
    moves = new PathMoves(core, network);
    add(core.lifecycle.open(0, true), network, addressValidated, nowNs);
  }

  private Path add(PathState state, NetworkPath network, boolean validated, long nowNs) {
    long maxAckDelayNs = core.settings.parameters().maxAckDelayMillis() * 1_000_000L;
    PacketNumberSpace space =
        new PacketNumberSpace(
            SpaceKind.APPLICATION, maxAckDelayNs, core.settings.random().nextLong());
    PathRecovery recovery =
        new PathRecovery(
            new RecoveryConfig(
                state.pathId(),
                core.role,
                MtuDiscovery.BASE,
                core.settings.initialRttNs(),
                core.settings.initialWindowPackets(),
                core.settings.random().nextLong(),
                true,
                CongestionEventSink.NONE,
                new Siblings(this, state.pathId())),
            controllers.common(),
            core.packets,
            nowNs);
    recovery.addSpace(space);
    Path path =
        new Path(
            state,
            new PathMigration(core.role, network, validated),
            new PathValidator(core.settings.random()::nextLong),
            new MtuDiscovery(maximumMtu()),
            space,
            recovery,
            core.newDatagramQueue(),
            new LeftAddress(core.remoteIds, state.pathId()),
            validated ? AmplificationLimit.unlimited() : AmplificationLimit.limited());
    if (count == live.length) {
      live = Arrays.copyOf(live, 2 * count);
    }
    live[count++] = path;
    return path;
  }

  private int maximumMtu() {
    int own = core.settings.maxUdpPayloadBytes();
    return core.handshake == null || core.handshake.peer() == null
        ? own
        : Math.min(own, core.handshake.peer().maxUdpPayloadSize());
  }

  /** The path of the handshake; null once it is forgotten. */
  Path initial() {
    return get(0);
  }

  Path get(long id) {
    for (int i = 0; i < count; i++) {
      if (live[i].id() == id) {
        return live[i];
      }
    }
    return null;
  }

  int size() {
    return count;
  }

  PathControllers controllers() {
    return controllers;
  }

  PathMoves moves() {
    return moves;
  }

  Path at(int index) {
    return live[index];
  }

  /** The largest probe timeout of all paths: closing and old keys wait by it. */
  long largestPtoNs() {
    long largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, live[i].recovery.ptoNs());
    }
    return largest == 0 ? 3 * core.settings.initialRttNs() : largest;
  }

  // Opening.

  /**
   * Opens a path on another network path, multipath draft section 3.1.
   *
   * @return its ID, or -1 while no path ID with connection IDs on both sides is free, or the peer
   *     wants no further path to the address
   */
  long open(NetworkPath network, long nowNs) {
    if (core.role != Role.CLIENT
        || !core.pathIds.isMultipath()
        || !core.handshake.confirmed()
        || moves.isClosedToOthers(network)) {
      return -1;
    }
    long id = core.pathIds.claim(core.localIds, core.remoteIds);
    if (id < 0) {
      return -1;
    }
    core.remoteIds.rotate(id);
    // A client is not bound by what it received: its own address needs no proof to itself.
    Path path = add(core.lifecycle.open(id, false), network, true, nowNs);
    begin(path, nowNs);
    return id;
  }

  /** The first packet came for a path ID that the client had not used; null when it may not be. */
  Path onFirstPacket(long id, NetworkPath from, long nowNs) {
    if (core.role == Role.CLIENT || !core.pathIds.isMultipath() || core.pathIds.isUsed(id)) {
      return null;
    }
    Path path = add(core.lifecycle.open(id, false), from, false, nowNs);
    if (core.remoteIds.active(id) == null && !core.remoteIds.rotate(id)) {
      core.remoteIds.onBlocked(id);
    }
    begin(path, nowNs);
    return path;
  }

  private void begin(Path path, long nowNs) {
    if (core.handshake.peer() != null) {
      configure(path, nowNs);
    }
    path.recovery.onHandshakeConfirmed();
    path.validator.start(nowNs, path.recovery.ptoNs());
    tell(PathChange.OPENED, path);
  }

  /** The peer's transport parameters are known. */
  void configure(Path path, long nowNs) {
    path.recovery.setMaxAckDelay(core.handshake.peer().maxAckDelayMillis() * 1_000_000L);
    path.mtu.setMaximum(maximumMtu(), nowNs);
  }

  // Validation.

  /** The peer's address on the first path is proven by the handshake, RFC 9000 section 8.1. */
  void onInitialPathValidated() {
    Path path = initial();
    if (!path.amplification.isValidated()) {
      path.amplification.onValidated();
      path.recovery.setAtAmplificationLimit(false);
    }
    path.migration.onValidated(path.network());
  }

  void onHandshakeConfirmed(long nowNs) {
    Path path = initial();
    path.recovery.onHandshakeConfirmed();
    path.mtu.start(nowNs);
    tell(PathChange.VALIDATED, path);
    schedulerEvent(PathEvent.ADDED, path, nowNs);
  }

  void onPathResponse(long data, long nowNs) {
    for (int i = 0; i < count; i++) {
      Path path = live[i];
      if (path.validator.onResponse(data, nowNs)) {
        path.amplification.onValidated();
        path.recovery.setAtAmplificationLimit(false);
        path.migration.onValidated(path.network());
        if (path.validator.state() == PathValidator.State.VALIDATED) {
          onValidated(path, nowNs);
        }
        return;
      }
    }
  }

  private void onValidated(Path path, long nowNs) {
    boolean first = path.state.phase() == PathState.Phase.VALIDATING;
    path.state.onValidated();
    path.mtu.start(nowNs);
    tell(PathChange.VALIDATED, path);
    if (first) {
      schedulerEvent(PathEvent.ADDED, path, nowNs);
      for (int i = 0; i < count; i++) {
        moveData(live[i]);
      }
    }
  }

  private void onValidationFailed(Path path, long nowNs) {
    tell(PathChange.VALIDATION_FAILED, path);
    if (moves.takeBack(path, nowNs)) {
      return;
    }
    if (core.pathIds.isMultipath()) {
      abandon(path.id(), TransportError.PATH_UNSTABLE_OR_POOR, nowNs);
    } else if (!path.migration.isValidated()) {
      core.ending.end(CloseReason.Kind.LOCAL_TRANSPORT, "no path to the peer is left");
    }
  }

  // Suspicion.

  private void onProbeTimeout(Path path, long nowNs) {
    if (!path.suspect && path.state.phase() == PathState.Phase.ACTIVE) {
      path.suspect = true;
      tell(PathChange.SUSPECTED, path);
      schedulerEvent(PathEvent.SUSPECTED, path, nowNs);
    }
    moveData(path);
  }

  /** What is under way on a silent path goes to others, as soon as there is one. */
  private void moveData(Path silent) {
    if (silent.suspect && core.scheduling.hasOther(silent)) {
      silent.space.visitUnsettled(core.fates.givingUp());
    }
  }

  void onAcknowledged(Path path, long nowNs) {
    core.streams.onRtt(longestRttNs());
    if (path.suspect && path.recovery.ptoCount() == 0) {
      path.suspect = false;
      tell(PathChange.RETURNED, path);
      schedulerEvent(PathEvent.RETURNED, path, nowNs);
    }
  }

  /** What windows have to span: the slowest path in use. */
  private long longestRttNs() {
    long longest = 0;
    for (int i = 0; i < count; i++) {
      longest = Math.max(longest, live[i].recovery.rtt().smoothedNs());
    }
    return longest;
  }

  void onPeerPreference(long pathId, Preference preference) {
    Path path = get(pathId);
    if (path != null) {
      tell(
          preference == Preference.BACKUP ? PathChange.PEER_BACKUP : PathChange.PEER_AVAILABLE,
          path);
    }
  }

  // Closing.

  /** Abandons a path; false when there is no such path in use. */
  boolean abandon(long id, long errorCode, long nowNs) {
    ConnectionId destination = core.remoteIds.active(id);
    if (!core.pathIds.isMultipath()
        || !core.lifecycle.abandon(id, errorCode, nowNs, largestPtoNs())) {
      return false;
    }
    leave(id, destination, nowNs);
    return true;
  }

  void onPathAbandon(long id, long errorCode, long nowNs) {
    Path path = get(id);
    // One that this side has abandoned was left then.
    boolean inUse = path != null && path.state.maySend();
    ConnectionId destination = core.remoteIds.active(id);
    if (core.lifecycle.onPathAbandon(id, errorCode, nowNs, largestPtoNs()) && inUse) {
      leave(id, destination, nowNs);
    }
  }

  private void leave(long id, ConnectionId destination, long nowNs) {
    Path path = get(id);
    if (path == null) {
      return;
    }
    // Without another, this end cannot send the PATH_ABANDON that ends its right to send here.
    lastWay = core.lifecycle.openCount() == 0 ? new WayOut(path, destination) : null;
    path.validator.cancel();
    path.former = null;
    path.responses.clear();
    path.probesOwed = 0;
    path.pingOwed = false;
    // What was under way may still be acknowledged; waiting for that would only delay it.
    path.space.visitUnsettled(core.fates.givingUp());
    tell(PathChange.ABANDONED, path);
    schedulerEvent(PathEvent.REMOVED, path, nowNs);
  }

  private void removeClosed() {
    for (int i = count - 1; i >= 0; i--) {
      Path path = live[i];
      if (path.state.phase() == PathState.Phase.CLOSED) {
        core.fates.begin(path, 0);
        path.recovery.declareAllLost(core.fates);
        path.recovery.close();
        core.keys.oneRtt().forgetPath(path.id());
        live[i] = live[--count];
        live[count] = null;
        tell(PathChange.REMOVED, path);
      }
    }
  }

  /**
   * The way of a CONNECTION_CLOSE: on a path that carries data and answers, or else any, or else
   * the one that was left last, multipath draft section 3.4; null for none.
   */
  WayOut wayOut() {
    Path best = null;
    for (int i = 0; i < count; i++) {
      Path path = live[i];
      if (path.state.maySend() && (best == null || path.answers() && !best.answers())) {
        best = path;
      }
    }
    WayOut way = best == null ? lastWay : new WayOut(best, core.destination(best));
    return way == null || way.destination() == null ? null : way;
  }

  void close() {
    for (int i = 0; i < count; i++) {
      live[i].recovery.close();
    }
  }

  // What it can carry.

  /** Has each path that carries data ask for a sign of life. */
  void keepAlive() {
    for (int i = 0; i < count; i++) {
      live[i].pingOwed |= live[i].carriesData();
    }
  }

  /**
   * Where what came on a path is acknowledged: there, or on another when nothing may be sent there
   * any more, or the peer has given no connection ID for it. Null while that is nowhere.
   */
  Path acknowledging(Path received) {
    if (received.state.maySend() && core.destination(received) != null) {
      return received.isOpen() ? received : null;
    }
    for (int i = 0; i < count; i++) {
      Path path = live[i];
      if (path != received
          && path.carriesData()
          && path.isOpen()
          && core.destination(path) != null) {
        return path;
      }
    }
    return null;
  }

  void setLinkBlocked(int link, boolean blocked) {
    for (int i = 0; i < count; i++) {
      if (live[i].network().link() == link) {
        live[i].blocked = blocked;
      }
    }
  }

  // Time.

  long nextTimeoutNs(long nowNs) {
    long next = Math.min(core.lifecycle.nextTimeoutNs(), core.localIds.nextTimeoutNs());
    next = Math.min(next, core.preferredMove.nextTimeoutNs());
    for (int i = 0; i < count; i++) {
      Path path = live[i];
      next = Math.min(next, path.validator.nextTimeoutNs());
      next = Math.min(next, path.left.nextTimeoutNs());
      if (path.state.maySend()) {
        next = Math.min(next, path.recovery.nextTimeoutNs());
      }
      if (path.state.maySend() && !path.blocked) {
        next = Math.min(next, path.mtu.nextTimeoutNs(nowNs));
      }
      if (acknowledging(path) != null) {
        next = Math.min(next, path.space.received().ackDeadlineNs());
      }
    }
    return next;
  }

  void onTimeout(long nowNs) {
    for (int i = 0; i < count; i++) {
      Path path = live[i];
      path.left.onTimeout(nowNs);
      if (path.validator.onTimeout(nowNs) == PathValidator.Timeout.FAILED) {
        onValidationFailed(path, nowNs);
      }
      if (path.state.maySend() && path.recovery.nextTimeoutNs() <= nowNs) {
        core.fates.begin(path, nowNs);
        int probes = path.recovery.onTimeout(nowNs, core.fates);
        if (probes > 0) {
          core.evidence.probeTimeout(path);
          path.probesOwed = probes;
          onProbeTimeout(path, nowNs);
        }
        core.evidence.recovery(path);
      }
    }
    core.preferredMove.onTimeout(nowNs);
    core.lifecycle.onTimeout(nowNs);
    core.localIds.onTimeout(nowNs);
    removeClosed();
    if (core.lifecycle.mustClose(nowNs)) {
      core.ending.fail(TransportError.NO_VIABLE_PATH, "the last path was abandoned", nowNs);
    }
  }

  void tell(PathChange change, Path path) {
    core.evidence.path(change, path);
    core.events.onPath(change, path.id(), path.network());
  }

  private void schedulerEvent(PathEvent event, Path path, long nowNs) {
    core.scheduling.onPathEvent(event, path, nowNs);
  }
}
