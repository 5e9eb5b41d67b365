package org.tquic.quic.path;

import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.wire.FrameType;

/**
 * Which path IDs may be used, multipath draft sections 2.1, 3.1 and 4.6 to 4.7. Each path ID whose
 * path is gone lets the peer use one more, so the number of paths alive at a time stays within what
 * was offered first.
 */
public final class PathIds {
  /** Largest path ID: it has 32 bits in the nonce. */
  public static final long MAX_PATH_ID = 0xffff_ffffL;

  /** Most path IDs that this endpoint keeps in use or ready at a time. */
  public static final int MAX_LIVE = 256;

  private static final long NONE = -1;

  private final Role role;
  private final boolean offered;
  private final SequenceSet consumed = new SequenceSet(MAX_LIVE + 1);
  private final SequenceSet abandoned = new SequenceSet(MAX_LIVE + 1);
  private final SequenceSet released = new SequenceSet(MAX_LIVE + 1);
  private boolean multipath;
  private long localMax;
  private long announcedMax;
  private long peerInitialMax;
  private long peerMax;
  private boolean owesMaxPathId;
  private boolean owesPathsBlocked;
  private long blockedAt = NONE;

  /**
   * Path ID 0 alone is in use.
   *
   * @param initialMaxPathId what this endpoint offers in its transport parameter, 0 to 255, or -1
   *     when it does not offer multipath
   */
  public PathIds(Role role, int initialMaxPathId) {
    if (initialMaxPathId < NONE || initialMaxPathId >= MAX_LIVE) {
      throw new IllegalArgumentException("initial_max_path_id not in -1..255: " + initialMaxPathId);
    }
    this.role = role;
    offered = initialMaxPathId != NONE;
    localMax = Math.max(0, initialMaxPathId);
    announcedMax = localMax;
    consumed.add(0);
  }

  /**
   * The handshake is complete.
   *
   * @param peerInitialMaxPathId initial_max_path_id of the peer, -1 when absent
   */
  public void onHandshakeComplete(long peerInitialMaxPathId) {
    if (peerInitialMaxPathId < NONE || peerInitialMaxPathId > MAX_PATH_ID) {
      throw new QuicException(
          TransportError.TRANSPORT_PARAMETER_ERROR, "initial_max_path_id above 2^32-1");
    }
    multipath = offered && peerInitialMaxPathId != NONE;
    if (multipath) {
      peerInitialMax = peerInitialMaxPathId;
      peerMax = peerInitialMaxPathId;
    } else {
      localMax = 0;
      announcedMax = 0;
    }
  }

  /** Whether this endpoint offered multipath. */
  public boolean isOffered() {
    return offered;
  }

  /** Whether both endpoints offered multipath. */
  public boolean isMultipath() {
    return multipath;
  }

  /** Largest path ID that the peer may use, as far as it was told. */
  public long localMax() {
    return announcedMax;
  }

  /** Largest path ID that the peer lets this endpoint use. */
  public long peerMax() {
    return peerMax;
  }

  /** Largest path ID that both allow. */
  public long commonMax() {
    return Math.min(announcedMax, peerMax);
  }

  /**
   * Checks the path ID of a frame that came in.
   *
   * @return false when the frame must be ignored because the path is abandoned
   * @throws QuicException PROTOCOL_VIOLATION when it is above what the peer was allowed
   */
  public boolean admits(long pathId, long frameType) {
    if (pathId > announcedMax) {
      throw new QuicException(
          TransportError.PROTOCOL_VIOLATION,
          frameType,
          "path ID " + pathId + " is above the limit " + announcedMax);
    }
    return !abandoned.contains(pathId);
  }

  /** A MAX_PATH_ID frame came. */
  public void onMaxPathId(long maximum) {
    if (maximum > MAX_PATH_ID || maximum < peerInitialMax) {
      throw new QuicException(
          TransportError.PROTOCOL_VIOLATION,
          FrameType.MAX_PATH_ID,
          "maximum path ID " + maximum + " is out of range");
    }
    if (maximum > peerMax) {
      peerMax = maximum;
      owesPathsBlocked = false;
    }
  }

  /**
   * A PATHS_BLOCKED frame came.
   *
   * @return whether the present limit is what blocks the peer
   */
  public boolean onPathsBlocked(long maximum) {
    if (maximum > announcedMax) {
      throw new QuicException(
          TransportError.PROTOCOL_VIOLATION,
          FrameType.PATHS_BLOCKED,
          "blocked at path ID " + maximum + " above the limit " + announcedMax);
    }
    return maximum == localMax;
  }

  /**
   * Lets the peer use more path IDs.
   *
   * @throws IllegalArgumentException when more than {@value #MAX_LIVE} would be live
   */
  public void raiseLocalMax(long maximum) {
    if (!multipath) {
      throw new IllegalStateException("multipath was not negotiated");
    }
    if (maximum > MAX_PATH_ID || maximum - released.count() >= MAX_LIVE) {
      throw new IllegalArgumentException("too many path IDs: " + maximum);
    }
    if (maximum > localMax) {
      localMax = maximum;
      owesMaxPathId = true;
    }
  }

  /**
   * The lowest path ID not used so far for which both sides have a connection ID, or -1. The peer
   * is sure to know ours, so that it can answer at once.
   */
  public long nextUsable(LocalConnectionIds local, RemoteConnectionIds remote) {
    if (!multipath) {
      return NONE;
    }
    long max = commonMax();
    long pathId = consumed.firstMissing(0);
    while (pathId <= max && !(local.isKnownToPeer(pathId) && remote.hasUnused(pathId))) {
      pathId = consumed.firstMissing(pathId + 1);
    }
    return pathId <= max ? pathId : NONE;
  }

  /**
   * Takes the next usable path ID for a new path. When there is none through the peer's limits, the
   * frame that says so is owed: PATHS_BLOCKED or PATH_CIDS_BLOCKED.
   *
   * @return the path ID or -1
   * @throws IllegalStateException on a server, which opens no paths
   */
  public long claim(LocalConnectionIds local, RemoteConnectionIds remote) {
    if (role != Role.CLIENT) {
      throw new IllegalStateException("only a client opens paths");
    }
    long pathId = nextUsable(local, remote);
    if (pathId != NONE) {
      onUsed(pathId);
    } else if (multipath) {
      long wanted = consumed.firstMissing(0);
      if (wanted > peerMax) {
        owesPathsBlocked |= blockedAt != peerMax;
        blockedAt = peerMax;
      } else if (wanted <= announcedMax && !remote.hasUnused(wanted)) {
        remote.onBlocked(wanted);
      }
    }
    return pathId;
  }

  /** A path ID is used from now on, by whichever side. */
  public void onUsed(long pathId) {
    add(consumed, pathId);
  }

  /** Whether a path ID is used or was. */
  public boolean isUsed(long pathId) {
    return consumed.contains(pathId);
  }

  /** A path ID is abandoned: frames about it are ignored. */
  public void onAbandoned(long pathId) {
    add(consumed, pathId);
    add(abandoned, pathId);
  }

  /** Whether a path ID is abandoned. */
  public boolean isAbandoned(long pathId) {
    return abandoned.contains(pathId);
  }

  /** The lowest path ID that is not abandoned. */
  long lowestNotAbandoned() {
    return abandoned.firstMissing(0);
  }

  /** Nothing is kept for an abandoned path ID any more: the peer may use another one. */
  public void onReleased(long pathId) {
    if (!abandoned.contains(pathId)) {
      throw new IllegalStateException("path " + pathId + " is not abandoned");
    }
    if (!released.contains(pathId)) {
      add(released, pathId);
      if (multipath && localMax < MAX_PATH_ID) {
        localMax++;
        owesMaxPathId = true;
      }
    }
  }

  /** Whether a frame is owed. */
  public boolean wantsToSend() {
    return owesMaxPathId || owesPathsBlocked;
  }

  /** Fills in the next frame that is owed; false for none. */
  public boolean poll(PathFrame into) {
    if (owesMaxPathId) {
      owesMaxPathId = false;
      announcedMax = localMax;
      into.set(PathFrameKind.MAX_PATH_ID, 0, localMax);
      return true;
    }
    if (owesPathsBlocked) {
      owesPathsBlocked = false;
      into.set(PathFrameKind.PATHS_BLOCKED, 0, peerMax);
      return true;
    }
    return false;
  }

  /** A MAX_PATH_ID frame was lost; it is owed again while its limit is the present one. */
  public void onMaxPathIdLost(long maximum) {
    owesMaxPathId |= maximum == localMax;
  }

  /** A PATHS_BLOCKED frame was lost; it is owed again while that limit still blocks. */
  public void onPathsBlockedLost(long maximum) {
    owesPathsBlocked |= maximum == peerMax && consumed.firstMissing(0) > peerMax;
  }

  private static void add(SequenceSet set, long pathId) {
    if (pathId < 0 || pathId > MAX_PATH_ID || !set.add(pathId)) {
      throw new IllegalArgumentException("path ID out of range: " + pathId);
    }
  }
}
