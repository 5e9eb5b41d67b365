package org.tquic.quic.path;

import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;
import org.tquic.quic.path.LocalConnectionId.Told;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.FrameType;

/**
 * The connection IDs that this endpoint issued, per path ID: RFC 9000 sections 5.1, 19.15 and
 * 19.16, multipath draft section 3.2. A frame that {@link #poll} gave and that found no room in the
 * packet is given back by {@link #onLost}.
 */
public final class LocalConnectionIds {
  /** Retired connection IDs of a path that are still routed for late packets. */
  public static final int MAX_RETIRED_PER_PATH = 8;

  private static final int ATTEMPTS = 8;
  private static final int DEFAULT_PEER_LIMIT = 2;

  private final PathIds pathIds;
  private final ConnectionIdSource source;
  private final ConnectionIdRoutes routes;
  private final int maxPerPath;
  private final PathMap<LocalPathConnectionIds> paths = new PathMap<>();
  private final ConnectionIdTable table = new ConnectionIdTable();
  private final boolean zeroLength;
  private long peerLimit = DEFAULT_PEER_LIMIT;
  private int owed;
  private long nextForgetNs = Long.MAX_VALUE;

  /**
   * Begins with the connection ID of the handshake, sequence number 0 of path ID 0; the caller has
   * added its route, which is removed here like all others.
   *
   * @param initial the Source Connection ID of own handshake packets, may be empty
   * @param maxPerPath most connection IDs to have out per path ID, at least 1; the peer's limit may
   *     be lower
   */
  public LocalConnectionIds(
      PathIds pathIds,
      ConnectionIdSource source,
      ConnectionIdRoutes routes,
      ConnectionId initial,
      int maxPerPath) {
    if (maxPerPath < 1) {
      throw new IllegalArgumentException("at least 1 connection ID per path: " + maxPerPath);
    }
    this.pathIds = pathIds;
    this.source = source;
    this.routes = routes;
    this.maxPerPath = maxPerPath;
    zeroLength = initial.length() == 0;
    if (!zeroLength) {
      addKnown(initial);
    }
  }

  /**
   * The connection ID of the preferred_address transport parameter, sequence number 1 of path ID 0;
   * the caller has added its route.
   *
   * @throws IllegalStateException when others were issued before
   */
  public void addPreferred(ConnectionId id) {
    if (zeroLength || path(0).nextSequence != 1) {
      throw new IllegalStateException("the preferred address has sequence number 1");
    }
    addKnown(id);
  }

  /** The peer's active_connection_id_limit, at least 2: it holds per path ID. */
  public void setPeerLimit(long activeConnectionIdLimit) {
    if (activeConnectionIdLimit < DEFAULT_PEER_LIMIT) {
      throw new IllegalArgumentException("active_connection_id_limit below 2");
    }
    peerLimit = activeConnectionIdLimit;
  }

  /**
   * Issues one connection ID.
   *
   * @return its sequence number, or -1 when the peer takes no more for the path ID, or connection
   *     IDs are empty
   * @throws IllegalArgumentException when the path ID is above the common limit or abandoned
   */
  public long issue(long pathId) {
    if (zeroLength) {
      return -1;
    }
    if (pathId < 0 || pathId > pathIds.commonMax() || pathIds.isAbandoned(pathId)) {
      throw new IllegalArgumentException("no connection IDs may be issued for path " + pathId);
    }
    LocalPathConnectionIds path = path(pathId);
    if (path.active() >= Math.min(peerLimit, maxPerPath)) {
      return -1;
    }
    LocalConnectionId entry = create(path);
    path.live.add(entry);
    table.put(entry);
    owed++;
    return entry.sequence;
  }

  /** Issues as many as the peer takes for a path ID; returns how many. */
  public int provide(long pathId) {
    int issued = 0;
    while (issue(pathId) >= 0) {
      issued++;
    }
    return issued;
  }

  /**
   * Issues as many as the peer takes for all path IDs that both sides allow, without a gap, as
   * multipath draft section 3.2.1 recommends; returns how many.
   */
  public int provideAll() {
    int issued = 0;
    for (long pathId = pathIds.lowestNotAbandoned(); pathId <= pathIds.commonMax(); pathId++) {
      if (!pathIds.isAbandoned(pathId)) {
        issued += provide(pathId);
      }
    }
    return issued;
  }

  /**
   * Asks the peer to retire all connection IDs of a path ID, and issues new ones.
   *
   * @return false when the peer has not done so for the last time, RFC 9000 section 5.1.2
   */
  public boolean replace(long pathId) {
    LocalPathConnectionIds path = paths.get(pathId);
    if (path == null || path.abandoned || path.live.isEmpty() || path.isReplacing()) {
      return false;
    }
    path.retirePriorTo = path.nextSequence;
    provide(pathId);
    return true;
  }

  /**
   * A RETIRE_CONNECTION_ID or PATH_RETIRE_CONNECTION_ID frame came. The connection ID is known for
   * 3 PTO more; another is issued.
   *
   * @param pathFrame whether it is the frame with a path ID
   * @param packet holds the destination connection ID of the packet that brought the frame
   * @throws QuicException PROTOCOL_VIOLATION, RFC 9000 section 19.16
   */
  public void onRetire(
      boolean pathFrame,
      long pathId,
      long sequence,
      byte[] packet,
      int dcidOffset,
      int dcidLength,
      long nowNs,
      long ptoNs) {
    long frameType =
        pathFrame ? FrameType.PATH_RETIRE_CONNECTION_ID : FrameType.RETIRE_CONNECTION_ID;
    if (zeroLength) {
      throw violation(frameType, "a connection ID of no bytes cannot be retired");
    }
    if (!pathIds.admits(pathId, frameType)) {
      return;
    }
    LocalPathConnectionIds path = paths.get(pathId);
    if (path == null || sequence >= path.nextUnsent) {
      throw violation(frameType, "retires connection ID " + sequence + " that was not issued");
    }
    LocalConnectionId entry = path.find(sequence);
    if (entry == null) {
      return;
    }
    if (entry.id.matches(packet, dcidOffset, dcidLength)) {
      throw violation(frameType, "retires the connection ID of its own packet");
    }
    path.live.remove(entry);
    if (entry.told == Told.OWED) {
      owed--;
    }
    retain(path, entry, nowNs + 3 * ptoNs);
    if (pathId <= pathIds.commonMax()) {
      provide(pathId);
    }
  }

  /**
   * A PATH_CIDS_BLOCKED frame came: issues what may be issued.
   *
   * @throws QuicException PROTOCOL_VIOLATION, multipath draft section 4.7
   */
  public void onPathCidsBlocked(long pathId, long nextSequence) {
    if (!pathIds.admits(pathId, FrameType.PATH_CIDS_BLOCKED)) {
      return;
    }
    LocalPathConnectionIds path = paths.get(pathId);
    if (nextSequence > (path == null ? 0 : path.nextUnsent)) {
      throw violation(
          FrameType.PATH_CIDS_BLOCKED, "expects connection ID " + nextSequence + " too early");
    }
    if (pathId <= pathIds.commonMax()) {
      provide(pathId);
    }
  }

  /** Path ID of an own connection ID, -1 when it is none. */
  public long pathIdOf(ConnectionId id) {
    LocalConnectionId entry = table.get(id);
    return entry == null ? -1 : entry.pathId;
  }

  /** Path ID of the own connection ID that these bytes are, -1 when they are none. */
  public long pathIdOf(byte[] packet, int offset, int length) {
    if (length == 0 && zeroLength) {
      return 0;
    }
    LocalConnectionId entry = table.get(packet, offset, length);
    return entry == null ? -1 : entry.pathId;
  }

  /** Whether the peer certainly has a connection ID for the path ID. */
  public boolean isKnownToPeer(long pathId) {
    LocalPathConnectionIds path = paths.get(pathId);
    return path != null && !path.abandoned && path.isKnownToPeer();
  }

  /** Whether a frame is owed. */
  public boolean wantsToSend() {
    return owed > 0;
  }

  /** Fills in the next NEW_CONNECTION_ID that is owed; false for none. */
  public boolean poll(PathFrame into) {
    if (owed == 0) {
      return false;
    }
    LocalConnectionId next = null;
    for (int i = 0; i < paths.slots(); i++) {
      LocalPathConnectionIds path = paths.at(i);
      for (int j = 0; path != null && !path.abandoned && j < path.live.size(); j++) {
        LocalConnectionId entry = path.live.get(j);
        if (entry.told == Told.OWED && (next == null || isBefore(entry, next))) {
          next = entry;
        }
      }
    }
    LocalPathConnectionIds path = paths.get(next.pathId);
    next.told = Told.IN_FLIGHT;
    owed--;
    path.nextUnsent = Math.max(path.nextUnsent, next.sequence + 1);
    // One sent late may be below what is to be retired by now; the field must not exceed it.
    long retirePriorTo = Math.min(path.retirePriorTo, next.sequence);
    into.setConnectionId(next.pathId, next.sequence, retirePriorTo, next.id, next.resetToken);
    return true;
  }

  /** The frame that issued a connection ID was acknowledged. */
  public void onAcked(long pathId, long sequence) {
    LocalConnectionId entry = find(pathId, sequence);
    if (entry != null) {
      if (entry.told == Told.OWED) {
        owed--;
      }
      entry.told = Told.KNOWN;
    }
  }

  /** The frame that issued a connection ID was lost or not sent; it is owed again if it matters. */
  public void onLost(long pathId, long sequence) {
    LocalConnectionId entry = find(pathId, sequence);
    if (entry != null && entry.told == Told.IN_FLIGHT) {
      entry.told = Told.OWED;
      owed++;
    }
  }

  /**
   * The path is abandoned: nothing more is issued for it, and what was issued is known until a
   * time. Called again it sets the time anew.
   *
   * @param forgetAtNs 3 PTO after the peer's PATH_ABANDON, {@link Long#MAX_VALUE} before that
   */
  public void abandon(long pathId, long forgetAtNs) {
    LocalPathConnectionIds path = paths.get(pathId);
    if (path == null) {
      return;
    }
    for (int i = 0; !path.abandoned && i < path.live.size(); i++) {
      if (path.live.get(i).told == Told.OWED) {
        owed--;
      }
    }
    path.abandoned = true;
    path.forgetNs = forgetAtNs;
    updateTimeout();
  }

  /** When {@link #onTimeout} is due; {@link Long#MAX_VALUE} for never. */
  public long nextTimeoutNs() {
    return nextForgetNs;
  }

  /** Forgets connection IDs whose time has come. */
  public void onTimeout(long nowNs) {
    if (nowNs < nextForgetNs) {
      return;
    }
    for (int i = paths.slots() - 1; i >= 0; i--) {
      LocalPathConnectionIds path = paths.at(i);
      if (path == null) {
        continue;
      }
      for (int j = path.retired.size() - 1; j >= 0; j--) {
        if (path.retired.get(j).forgetNs <= nowNs) {
          forget(path.retired.remove(j));
        }
      }
      if (path.forgetNs <= nowNs) {
        forgetAll(path);
        paths.remove(path.pathId);
        // Removal moves others, perhaps to places already seen.
        i = paths.slots();
      }
    }
    updateTimeout();
  }

  /** The connection is over: nothing is routed to it any more. */
  public void close() {
    for (int i = 0; i < paths.slots(); i++) {
      if (paths.at(i) != null) {
        forgetAll(paths.at(i));
      }
    }
    owed = 0;
    nextForgetNs = Long.MAX_VALUE;
  }

  private void addKnown(ConnectionId id) {
    LocalPathConnectionIds path = path(0);
    LocalConnectionId entry = new LocalConnectionId(0, path.nextSequence++, id, null, Told.KNOWN);
    path.nextUnsent = path.nextSequence;
    path.live.add(entry);
    table.put(entry);
  }

  private LocalConnectionId create(LocalPathConnectionIds path) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      ConnectionId id = source.newId();
      if (table.get(id) == null && routes.add(id)) {
        byte[] token = source.resetToken(id);
        return new LocalConnectionId(path.pathId, path.nextSequence++, id, token, Told.OWED);
      }
    }
    throw new IllegalStateException("the source of connection IDs repeats itself");
  }

  private LocalPathConnectionIds path(long pathId) {
    LocalPathConnectionIds path = paths.get(pathId);
    if (path == null) {
      path = new LocalPathConnectionIds(pathId);
      paths.put(pathId, path);
    }
    return path;
  }

  private LocalConnectionId find(long pathId, long sequence) {
    LocalPathConnectionIds path = paths.get(pathId);
    return path == null || path.abandoned ? null : path.find(sequence);
  }

  private void retain(LocalPathConnectionIds path, LocalConnectionId entry, long untilNs) {
    if (path.retired.size() == MAX_RETIRED_PER_PATH) {
      forget(path.retired.remove(0));
    }
    entry.forgetNs = untilNs;
    path.retired.add(entry);
    nextForgetNs = Math.min(nextForgetNs, untilNs);
  }

  private void forgetAll(LocalPathConnectionIds path) {
    path.live.forEach(this::forget);
    path.retired.forEach(this::forget);
    path.live.clear();
    path.retired.clear();
  }

  private void forget(LocalConnectionId entry) {
    table.remove(entry.id);
    routes.remove(entry.id);
  }

  private void updateTimeout() {
    nextForgetNs = Long.MAX_VALUE;
    for (int i = 0; i < paths.slots(); i++) {
      LocalPathConnectionIds path = paths.at(i);
      if (path == null) {
        continue;
      }
      nextForgetNs = Math.min(nextForgetNs, path.forgetNs);
      for (LocalConnectionId entry : path.retired) {
        nextForgetNs = Math.min(nextForgetNs, entry.forgetNs);
      }
    }
  }

  private static boolean isBefore(LocalConnectionId one, LocalConnectionId other) {
    return one.pathId < other.pathId
        || (one.pathId == other.pathId && one.sequence < other.sequence);
  }

  private static QuicException violation(long frameType, String reason) {
    return new QuicException(TransportError.PROTOCOL_VIOLATION, frameType, reason);
  }
}
