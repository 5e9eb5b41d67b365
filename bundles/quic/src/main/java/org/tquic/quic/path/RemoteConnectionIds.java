package org.tquic.quic.path;

import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.FrameType;

/**
 * The connection IDs that the peer issued, per path ID: RFC 9000 sections 5.1, 10.3.1, 19.15 and
 * 19.16, multipath draft section 3.2. Offers the retirements and PATH_CIDS_BLOCKED frames that are
 * owed. A frame that found no room in the packet is given back by the method for lost ones.
 */
public final class RemoteConnectionIds {
  /** Smallest datagram that may be a stateless reset, RFC 9000 section 10.3. */
  public static final int MIN_STATELESS_RESET = 21;

  private static final int MIN_LIMIT = 2;

  private final PathIds pathIds;
  private final int limit;
  private final PathMap<RemotePathConnectionIds> paths = new PathMap<>();
  private boolean changed;
  private int longest;

  /**
   * None issued so far.
   *
   * @param activeConnectionIdLimit what this endpoint sends as its transport parameter, 2 to 64;
   *     twice as many retirements may wait for their acknowledgment
   */
  public RemoteConnectionIds(PathIds pathIds, int activeConnectionIdLimit) {
    if (activeConnectionIdLimit < MIN_LIMIT || activeConnectionIdLimit > 64) {
      throw new IllegalArgumentException(
          "active_connection_id_limit not in 2..64: " + activeConnectionIdLimit);
    }
    this.pathIds = pathIds;
    limit = activeConnectionIdLimit;
  }

  /**
   * The peer's connection ID of the handshake, sequence number 0 of path ID 0. It may be set again
   * while the handshake settles it, RFC 9000 section 7.2.
   */
  public void setInitial(ConnectionId id) {
    RemotePathConnectionIds path = path(0);
    if (path.nextSequence > 1) {
      throw new IllegalStateException("the handshake is over");
    }
    path.live.clear();
    path.live.add(new RemoteConnectionId(0, id));
    path.inUse = path.live.get(0);
    path.opened = true;
    path.nextSequence = 1;
    longest = id.length();
  }

  /** The stateless_reset_token transport parameter, 16 bytes, which goes with sequence number 0. */
  public void setInitialResetToken(byte[] token) {
    RemoteConnectionId initial = path(0).find(0);
    if (initial != null) {
      initial.setToken(checkedToken(token), 0);
    }
  }

  /**
   * The connection ID of the preferred_address transport parameter, sequence number 1 of path ID 0.
   */
  public void addPreferred(ConnectionId id, byte[] token) {
    checkedToken(token);
    onNewConnectionId(false, 0, 1, 0, id, token, 0);
  }

  /**
   * A NEW_CONNECTION_ID or PATH_NEW_CONNECTION_ID frame came.
   *
   * @param pathFrame whether it is the frame with a path ID
   * @param tokenOffset where the 16 bytes of the stateless reset token are in {@code token}
   * @throws QuicException FRAME_ENCODING_ERROR, PROTOCOL_VIOLATION or CONNECTION_ID_LIMIT_ERROR,
   *     RFC 9000 sections 5.1.1 and 19.15
   */
  public void onNewConnectionId(
      boolean pathFrame,
      long pathId,
      long sequence,
      long newRetirePriorTo,
      ConnectionId id,
      byte[] token,
      int tokenOffset) {
    long frameType = pathFrame ? FrameType.PATH_NEW_CONNECTION_ID : FrameType.NEW_CONNECTION_ID;
    if (newRetirePriorTo > sequence || id.length() == 0) {
      throw new QuicException(
          TransportError.FRAME_ENCODING_ERROR, frameType, "malformed new connection ID");
    }
    RemotePathConnectionIds initial = paths.get(0);
    if (initial != null && initial.inUse != null && initial.inUse.id.length() == 0) {
      throw violation(frameType, "a connection ID after one of no bytes");
    }
    if (!pathIds.admits(pathId, frameType)) {
      return;
    }
    RemotePathConnectionIds path = path(pathId);
    boolean known = isRepeated(path, sequence, id, token, tokenOffset, frameType);
    path.nextSequence = Math.max(path.nextSequence, sequence + 1);
    if (newRetirePriorTo > path.retirePriorTo) {
      path.retirePriorTo = newRetirePriorTo;
      retireOld(path, frameType);
    }
    if (!known) {
      if (sequence < path.retirePriorTo) {
        path.retire(sequence, frameType);
        changed = true;
      } else {
        RemoteConnectionId entry = new RemoteConnectionId(sequence, id);
        entry.setToken(token, tokenOffset);
        path.live.add(entry);
        path.owesBlocked = false;
        longest = Math.max(longest, id.length());
      }
    }
    if (path.live.size() > limit) {
      throw new QuicException(
          TransportError.CONNECTION_ID_LIMIT_ERROR,
          frameType,
          "more than " + limit + " active connection IDs");
    }
    replaceRetired(path);
  }

  /** Bytes of the longest connection ID that the peer has issued so far, 0 to 20. */
  public int longest() {
    return longest;
  }

  /**
   * The connection ID to send to on a path; null before {@link #rotate} took one into use, and
   * while the peer had all retired.
   */
  public ConnectionId active(long pathId) {
    RemotePathConnectionIds path = paths.get(pathId);
    return path == null || path.inUse == null ? null : path.inUse.id;
  }

  /** Sequence number of the one that {@link #active} gives, -1 for none. */
  public long activeSequence(long pathId) {
    RemotePathConnectionIds path = paths.get(pathId);
    return path == null || path.inUse == null ? -1 : path.inUse.sequence;
  }

  /** Whether a path ID has a connection ID that was never used. */
  public boolean hasUnused(long pathId) {
    RemotePathConnectionIds path = paths.get(pathId);
    return path != null && path.unused() != null;
  }

  /** The connection ID that {@link #rotate} would take into use; null for none. */
  public ConnectionId unused(long pathId) {
    RemotePathConnectionIds path = paths.get(pathId);
    RemoteConnectionId next = path == null ? null : path.unused();
    return next == null ? null : next.id;
  }

  /**
   * Takes an unused connection ID of the path ID into use: the first for a new path, else in place
   * of the active one, which is retired. Packets begun with the old one must not carry the frame
   * that retires it.
   *
   * @return false when there is none to take, or too many retirements are not acknowledged
   */
  public boolean rotate(long pathId) {
    RemotePathConnectionIds path = paths.get(pathId);
    RemoteConnectionId old = path == null ? null : path.inUse;
    if (!takeUnused(path)) {
      return false;
    }
    if (old != null) {
      retire(path, old);
    }
    return true;
  }

  /**
   * Like {@link #rotate}, for a move of this end: the connection ID that was active is kept until
   * {@link #retireFormer}, for packets from the address that is left and no other, RFC 9000 section
   * 9.5.
   */
  public boolean rotateAndKeep(long pathId) {
    RemotePathConnectionIds path = paths.get(pathId);
    RemoteConnectionId old = path == null ? null : path.inUse;
    if (!takeUnused(path)) {
      return false;
    }
    retireFormer(pathId);
    path.former = old;
    return true;
  }

  private boolean takeUnused(RemotePathConnectionIds path) {
    RemoteConnectionId next = path == null ? null : path.unused();
    // Half of the retirements are left to those that the peer asks for.
    if (next == null || path.retiringCount() >= limit) {
      return false;
    }
    path.inUse = next;
    path.opened = true;
    return true;
  }

  private void retire(RemotePathConnectionIds path, RemoteConnectionId id) {
    path.live.remove(id);
    path.retire(id.sequence, 0);
    changed = true;
  }

  /** What {@link #rotateAndKeep} has kept; null for none. */
  public ConnectionId former(long pathId) {
    RemotePathConnectionIds path = paths.get(pathId);
    return path == null || path.former == null ? null : path.former.id;
  }

  /**
   * Retires what {@link #rotateAndKeep} has kept, if anything; later, when the peer acknowledges no
   * retirements.
   */
  public void retireFormer(long pathId) {
    RemotePathConnectionIds path = paths.get(pathId);
    if (path != null && path.former != null && path.retiringCount() < 2 * limit) {
      retire(path, path.former);
      path.former = null;
    }
  }

  /** No unused connection ID of the path ID is there, where one is wanted. */
  public void onBlocked(long pathId) {
    if (!pathIds.isMultipath() || !pathIds.admits(pathId, 0)) {
      return;
    }
    RemotePathConnectionIds path = path(pathId);
    if (path.unused() == null && path.blockedAt != path.nextSequence) {
      path.blockedAt = path.nextSequence;
      path.owesBlocked = true;
      changed = true;
    }
  }

  /**
   * Whether a datagram ends with the stateless reset token of a connection ID in use. Takes the
   * same time for all contents; unused and retired connection IDs do not count.
   */
  public boolean isStatelessReset(byte[] datagram, int offset, int end) {
    if (end - offset < MIN_STATELESS_RESET) {
      return false;
    }
    int found = 0;
    for (int i = 0; i < paths.slots(); i++) {
      RemotePathConnectionIds path = paths.at(i);
      if (path != null && path.inUse != null) {
        found |= path.inUse.matchesToken(datagram, end - RemoteConnectionId.TOKEN_LENGTH);
      }
    }
    return found != 0;
  }

  /**
   * The path is abandoned: its connection IDs are retired at once, without frames, multipath draft
   * section 3.4.
   */
  public void abandon(long pathId) {
    paths.remove(pathId);
  }

  /** Whether a frame is owed. */
  public boolean wantsToSend() {
    for (int i = 0; changed && i < paths.slots(); i++) {
      RemotePathConnectionIds path = paths.at(i);
      if (path != null && (path.owesBlocked || path.owesRetirement())) {
        return true;
      }
    }
    changed = false;
    return false;
  }

  /** Fills in the next frame that is owed; false for none. */
  public boolean poll(PathFrame into) {
    for (int i = 0; changed && i < paths.slots(); i++) {
      RemotePathConnectionIds path = paths.at(i);
      if (path == null) {
        continue;
      }
      long sequence = path.takeOwed();
      if (sequence >= 0) {
        into.set(PathFrameKind.RETIRE_CONNECTION_ID, path.pathId, sequence);
        return true;
      }
      if (path.owesBlocked) {
        path.owesBlocked = false;
        into.set(PathFrameKind.PATH_CIDS_BLOCKED, path.pathId, path.blockedAt);
        return true;
      }
    }
    changed = false;
    return false;
  }

  /** A retirement was acknowledged. */
  public void onRetireAcked(long pathId, long sequence) {
    RemotePathConnectionIds path = paths.get(pathId);
    if (path != null) {
      path.onRetirementAcked(sequence);
    }
  }

  /** A retirement was lost or not sent: it is owed again unless the path is abandoned. */
  public void onRetireLost(long pathId, long sequence) {
    RemotePathConnectionIds path = paths.get(pathId);
    if (path != null) {
      path.onRetirementLost(sequence);
      changed = true;
    }
  }

  /** A PATH_CIDS_BLOCKED was lost or not sent: it is owed again while the path is still blocked. */
  public void onBlockedLost(long pathId, long nextSequence) {
    RemotePathConnectionIds path = paths.get(pathId);
    if (path != null && path.nextSequence == nextSequence && path.unused() == null) {
      path.owesBlocked = true;
      changed = true;
    }
  }

  /** Whether the frame repeats one that came before; what contradicts it is an offence. */
  private boolean isRepeated(
      RemotePathConnectionIds path,
      long sequence,
      ConnectionId id,
      byte[] token,
      int tokenOffset,
      long frameType) {
    boolean repeated = path.isRetired(sequence);
    for (int i = 0; i < paths.slots(); i++) {
      RemotePathConnectionIds other = paths.at(i);
      for (int j = 0; other != null && j < other.live.size(); j++) {
        RemoteConnectionId entry = other.live.get(j);
        boolean sameNumber = other == path && entry.sequence == sequence;
        boolean sameId = entry.id.equals(id);
        boolean sameToken = entry.matchesToken(token, tokenOffset) != 0;
        if (sameNumber != sameId || (entry.hasToken() && sameToken != sameId)) {
          throw violation(frameType, "contradicts connection ID " + entry.sequence);
        }
        repeated |= sameNumber;
      }
    }
    return repeated;
  }

  private void retireOld(RemotePathConnectionIds path, long frameType) {
    for (int i = path.live.size() - 1; i >= 0; i--) {
      RemoteConnectionId entry = path.live.get(i);
      if (entry.sequence < path.retirePriorTo) {
        path.live.remove(i);
        path.retire(entry.sequence, frameType);
        changed = true;
      }
    }
  }

  /** Goes on with another connection ID when the peer had the one in use retired. */
  private static void replaceRetired(RemotePathConnectionIds path) {
    if (path.former != null && path.isRetired(path.former.sequence)) {
      path.former = null;
    }
    if (path.inUse != null && path.isRetired(path.inUse.sequence)) {
      path.inUse = null;
    }
    if (path.opened && path.inUse == null) {
      path.inUse = path.unused();
    }
  }

  private RemotePathConnectionIds path(long pathId) {
    RemotePathConnectionIds path = paths.get(pathId);
    if (path == null) {
      path = new RemotePathConnectionIds(pathId, 2 * limit);
      paths.put(pathId, path);
    }
    return path;
  }

  private static byte[] checkedToken(byte[] token) {
    if (token.length != RemoteConnectionId.TOKEN_LENGTH) {
      throw new IllegalArgumentException("a reset token has 16 bytes, not " + token.length);
    }
    return token;
  }

  private static QuicException violation(long frameType, String reason) {
    return new QuicException(TransportError.PROTOCOL_VIOLATION, frameType, reason);
  }
}
