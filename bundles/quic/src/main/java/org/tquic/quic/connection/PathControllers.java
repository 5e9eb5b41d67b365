package org.tquic.quic.connection;

import org.tquic.spi.congestion.CongestionControllerFactory;

/** Which congestion controller each path of a connection has: that of all, or one of its own. */
final class PathControllers {
  private final Core core;
  private CongestionControllerFactory common;

  PathControllers(Core core) {
    this.core = core;
    common = core.settings.congestion();
  }

  /** Makes the controllers of new paths. */
  CongestionControllerFactory common() {
    return common;
  }

  /** Changes that of all paths that have none of their own. */
  void swapAll(CongestionControllerFactory factory, long nowNs) {
    common = factory;
    for (int i = 0; i < core.paths.size(); i++) {
      Path path = core.paths.at(i);
      if (!path.ownCongestion) {
        swap(path, factory, nowNs);
      }
    }
  }

  /** Gives a path one of its own, or with null that of all again; false without such a path. */
  boolean swap(long pathId, CongestionControllerFactory factory, long nowNs) {
    Path path = core.paths.get(pathId);
    if (path == null) {
      return false;
    }
    if (factory != null) {
      swap(path, factory, nowNs);
    } else if (path.ownCongestion) {
      swap(path, common, nowNs);
    }
    path.ownCongestion = factory != null;
    return true;
  }

  private void swap(Path path, CongestionControllerFactory factory, long nowNs) {
    path.recovery.swapController(factory, nowNs);
    core.evidence.recovery(path);
  }
}
