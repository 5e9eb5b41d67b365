package org.tquic.quic.path;

import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.wire.FrameType;

/**
 * The paths of a connection from first use until nothing of them is kept, multipath draft sections
 * 3.1 and 3.4. What else is known per path ID follows: connection IDs are retired, status is
 * dropped, the path ID is released. PATH_ABANDON frames should go out on another path than their
 * own.
 */
public final class PathLifecycle {
  private static final int CLIENT_GRACE_PTOS = 3;

  private final Role role;
  private final PathIds pathIds;
  private final LocalConnectionIds local;
  private final RemoteConnectionIds remote;
  private final PathStatus status;
  private final PathMap<PathState> paths = new PathMap<>();
  private int open;
  private int owed;
  private long noPathDeadlineNs = Long.MAX_VALUE;

  /** No path is in use. */
  public PathLifecycle(
      Role role,
      PathIds pathIds,
      LocalConnectionIds local,
      RemoteConnectionIds remote,
      PathStatus status) {
    this.role = role;
    this.pathIds = pathIds;
    this.local = local;
    this.remote = remote;
    this.status = status;
  }

  /**
   * A path comes into use: the initial one, one that a client opens by {@link PathIds#claim}, or
   * one on which a server received the first packet.
   *
   * @param validated whether the 4-tuple needs no validation
   * @throws IllegalStateException when the path ID was in use before or is abandoned
   */
  public PathState open(long pathId, boolean validated) {
    if (paths.get(pathId) != null || pathIds.isAbandoned(pathId)) {
      throw new IllegalStateException("path ID " + pathId + " cannot be used again");
    }
    pathIds.onUsed(pathId);
    PathState path = new PathState(pathId);
    path.open(validated);
    paths.put(pathId, path);
    open++;
    noPathDeadlineNs = Long.MAX_VALUE;
    return path;
  }

  /** What is known of a path; null when it was not used or is forgotten. */
  public PathState get(long pathId) {
    return paths.get(pathId);
  }

  /** Paths in use or in validation. */
  public int openCount() {
    return open;
  }

  /**
   * Abandons a path ID, used or not. Nothing may be sent on it from now on.
   *
   * @param errorCode for the PATH_ABANDON frame
   * @return false when it is abandoned already
   * @throws IllegalArgumentException when it is above the common limit, or without multipath
   */
  public boolean abandon(long pathId, long errorCode, long nowNs, long ptoNs) {
    if (pathIds.isAbandoned(pathId)) {
      return false;
    }
    if (!pathIds.isMultipath() || pathId < 0 || pathId > pathIds.commonMax()) {
      throw new IllegalArgumentException("no such path: " + pathId);
    }
    PathState path = stateOf(pathId);
    boolean wasOpen = path.maySend();
    path.abandon(errorCode);
    owed++;
    leave(path, wasOpen, nowNs, ptoNs);
    return true;
  }

  /**
   * A PATH_ABANDON frame came; the answer is owed.
   *
   * @return false when the path was known to be abandoned by the peer
   * @throws org.tquic.quic.QuicException PROTOCOL_VIOLATION when the path ID is above the limit
   */
  public boolean onPathAbandon(long pathId, long errorCode, long nowNs, long ptoNs) {
    boolean unknown = pathIds.admits(pathId, FrameType.PATH_ABANDON);
    if (!unknown && paths.get(pathId) == null) {
      return false;
    }
    PathState path = stateOf(pathId);
    boolean wasOpen = path.maySend();
    boolean answer = !path.isAbandoned();
    if (!path.onPeerAbandon(errorCode, TransportError.NO_ERROR, nowNs, ptoNs)) {
      return false;
    }
    if (answer) {
      owed++;
    }
    leave(path, wasOpen, nowNs, ptoNs);
    return true;
  }

  /** Whether a frame is owed. */
  public boolean wantsToSend() {
    return owed > 0;
  }

  /** Fills in the next PATH_ABANDON that is owed; false for none. */
  public boolean poll(PathFrame into) {
    for (int i = 0; owed > 0 && i < paths.slots(); i++) {
      PathState path = paths.at(i);
      if (path != null && path.poll(into)) {
        owed--;
        return true;
      }
    }
    return false;
  }

  /** A PATH_ABANDON was acknowledged. */
  public void onAcked(long pathId, long nowNs, long ptoNs) {
    PathState path = paths.get(pathId);
    if (path != null && path.isAbandoned()) {
      if (path.owesAbandon()) {
        owed--;
      }
      path.onAbandonAcked(nowNs, ptoNs);
      local.abandon(pathId, path.nextTimeoutNs());
    }
  }

  /** A PATH_ABANDON was lost or not sent: it is owed again. */
  public void onLost(long pathId) {
    PathState path = paths.get(pathId);
    if (path != null && !path.owesAbandon() && path.onAbandonLost()) {
      owed++;
    }
  }

  /** When {@link #onTimeout} is due; {@link Long#MAX_VALUE} for never. */
  public long nextTimeoutNs() {
    long next = noPathDeadlineNs;
    for (int i = 0; i < paths.slots(); i++) {
      if (paths.at(i) != null) {
        next = Math.min(next, paths.at(i).nextTimeoutNs());
      }
    }
    return next;
  }

  /** Forgets paths whose time has come. */
  public void onTimeout(long nowNs) {
    for (int i = 0; i < paths.slots(); i++) {
      PathState path = paths.at(i);
      if (path != null && path.onTimeout(nowNs)) {
        paths.remove(path.pathId());
        local.abandon(path.pathId(), nowNs);
        local.onTimeout(nowNs);
        pathIds.onReleased(path.pathId());
        // Removal moves others, perhaps to places already seen.
        i = -1;
      }
    }
  }

  /**
   * Whether the connection has to close because its last path was abandoned and no other was opened
   * within the time that multipath draft section 3.4 grants: a PTO for a client's new path to reach
   * the server, 3 PTO on the client to validate one.
   */
  public boolean mustClose(long nowNs) {
    return open == 0 && nowNs >= noPathDeadlineNs;
  }

  private void leave(PathState path, boolean wasOpen, long nowNs, long ptoNs) {
    long pathId = path.pathId();
    pathIds.onAbandoned(pathId);
    local.abandon(pathId, path.nextTimeoutNs());
    remote.abandon(pathId);
    status.abandon(pathId);
    if (wasOpen && --open == 0) {
      noPathDeadlineNs = nowNs + (role == Role.SERVER ? 1 : CLIENT_GRACE_PTOS) * ptoNs;
    }
  }

  private PathState stateOf(long pathId) {
    PathState path = paths.get(pathId);
    if (path == null) {
      path = new PathState(pathId);
      paths.put(pathId, path);
    }
    return path;
  }
}
