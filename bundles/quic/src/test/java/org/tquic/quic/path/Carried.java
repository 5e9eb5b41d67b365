package org.tquic.quic.path;

import java.util.List;
import org.tquic.quic.wire.ConnectionId;

/** One frame on its way between two endpoints. */
record Carried(
    int to,
    int kind,
    long pathId,
    long value,
    long retirePriorTo,
    ConnectionId id,
    byte[] token,
    boolean available) {

  /** Takes all frames that an endpoint owes. */
  static void collect(PathFixture[] ends, int from, List<Carried> into) {
    PathFrame frame = new PathFrame();
    while (ends[from].frames.poll(frame)) {
      into.add(
          new Carried(
              1 - from,
              frame.kind(),
              frame.pathId(),
              frame.value(),
              frame.retirePriorTo(),
              frame.connectionId(),
              frame.resetToken(),
              frame.available()));
    }
  }

  /** Delivers and acknowledges the frame, or loses it. */
  void settle(PathFixture[] ends, boolean arrives, long nowNs) {
    if (!arrives) {
      ends[1 - to].frames.onLost(kind, pathId, value);
      return;
    }
    deliver(ends[to], nowNs);
    ends[1 - to].frames.onAcked(kind, pathId, value, nowNs, PathFixture.PTO_NS);
  }

  private void deliver(PathFixture at, long nowNs) {
    switch (kind) {
      case PathFrameKind.NEW_CONNECTION_ID ->
          at.remote.onNewConnectionId(true, pathId, value, retirePriorTo, id, token, 0);
      case PathFrameKind.RETIRE_CONNECTION_ID ->
          at.local.onRetire(
              true, pathId, value, PathFixture.NO_PACKET, 0, 0, nowNs, PathFixture.PTO_NS);
      case PathFrameKind.PATH_ABANDON ->
          at.lifecycle.onPathAbandon(pathId, value, nowNs, PathFixture.PTO_NS);
      case PathFrameKind.PATH_STATUS -> at.status.onStatus(pathId, value, available);
      case PathFrameKind.MAX_PATH_ID -> at.pathIds.onMaxPathId(value);
      case PathFrameKind.PATHS_BLOCKED -> at.pathIds.onPathsBlocked(value);
      default -> at.local.onPathCidsBlocked(pathId, value);
    }
  }
}
