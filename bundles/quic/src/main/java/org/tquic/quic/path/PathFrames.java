package org.tquic.quic.path;

/**
 * All frames that this package owes the peer, in the order in which they matter. Each that {@link
 * #poll} gives is reported once by {@link #onAcked} or {@link #onLost}, the latter too when it
 * found no room in a packet.
 */
public final class PathFrames {
  private final PathIds pathIds;
  private final LocalConnectionIds local;
  private final RemoteConnectionIds remote;
  private final PathStatus status;
  private final PathLifecycle lifecycle;

  /** The frames of these. */
  public PathFrames(
      PathIds pathIds,
      LocalConnectionIds local,
      RemoteConnectionIds remote,
      PathStatus status,
      PathLifecycle lifecycle) {
    this.pathIds = pathIds;
    this.local = local;
    this.remote = remote;
    this.status = status;
    this.lifecycle = lifecycle;
  }

  /** Whether a frame is owed. */
  public boolean wantsToSend() {
    return lifecycle.wantsToSend()
        || remote.wantsToSend()
        || pathIds.wantsToSend()
        || local.wantsToSend()
        || status.wantsToSend();
  }

  /** Fills in the next frame that is owed; false for none. */
  public boolean poll(PathFrame into) {
    return lifecycle.poll(into)
        || remote.poll(into)
        || pollPathIds(into)
        || local.poll(into)
        || status.poll(into);
  }

  private boolean pollPathIds(PathFrame into) {
    if (!pathIds.poll(into)) {
      return false;
    }
    if (into.kind() == PathFrameKind.MAX_PATH_ID) {
      // The limit that both sides allow may have risen.
      local.provideAll();
    }
    return true;
  }

  /**
   * The packet with a frame was acknowledged.
   *
   * @param kind one of {@link PathFrameKind}
   * @param ptoNs largest PTO of the paths
   */
  public void onAcked(int kind, long pathId, long value, long nowNs, long ptoNs) {
    switch (kind) {
      case PathFrameKind.NEW_CONNECTION_ID -> local.onAcked(pathId, value);
      case PathFrameKind.RETIRE_CONNECTION_ID -> remote.onRetireAcked(pathId, value);
      case PathFrameKind.PATH_ABANDON -> lifecycle.onAcked(pathId, nowNs, ptoNs);
      case PathFrameKind.PATH_STATUS,
          PathFrameKind.MAX_PATH_ID,
          PathFrameKind.PATHS_BLOCKED,
          PathFrameKind.PATH_CIDS_BLOCKED -> {}
      default -> throw new IllegalArgumentException("no frame of a path: " + kind);
    }
  }

  /**
   * The packet with a frame was lost, or the frame was not sent.
   *
   * @param kind one of {@link PathFrameKind}
   */
  public void onLost(int kind, long pathId, long value) {
    switch (kind) {
      case PathFrameKind.NEW_CONNECTION_ID -> local.onLost(pathId, value);
      case PathFrameKind.RETIRE_CONNECTION_ID -> remote.onRetireLost(pathId, value);
      case PathFrameKind.PATH_ABANDON -> lifecycle.onLost(pathId);
      case PathFrameKind.PATH_STATUS -> status.onLost(pathId, value);
      case PathFrameKind.MAX_PATH_ID -> pathIds.onMaxPathIdLost(value);
      case PathFrameKind.PATHS_BLOCKED -> pathIds.onPathsBlockedLost(value);
      case PathFrameKind.PATH_CIDS_BLOCKED -> remote.onBlockedLost(pathId, value);
      default -> throw new IllegalArgumentException("no frame of a path: " + kind);
    }
  }
}
