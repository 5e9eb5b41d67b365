package org.tquic.bond.core;

import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;

/** The scheduler that is always there: the path with room and the lowest round-trip time. */
public final class BuiltInScheduler implements PathSchedulerFactory {
  /** Id shown for it. */
  public static final String ID = "minrtt (built-in)";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return BuiltInScheduler::select;
  }

  private static long select(SendUnit unit, PathSet paths, long nowNs) {
    int best = -1;
    for (int i = 0; i < paths.size(); i++) {
      PathView path = paths.get(i);
      if (path.room() > 0 && (best < 0 || path.smoothedRttNs() < paths.get(best).smoothedRttNs())) {
        best = i;
      }
    }
    return best < 0 ? Decision.NONE : Decision.send(best);
  }
}
