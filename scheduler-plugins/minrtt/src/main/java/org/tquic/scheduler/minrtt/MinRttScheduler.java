package org.tquic.scheduler.minrtt;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;

/**
 * The path with the lowest smoothed round-trip time that has room; the next one when it is full.
 * The default of most multipath transports: low latency while there is little traffic, all paths
 * while there is much.
 */
@Component(property = PathSchedulerFactory.PROPERTY + "=" + MinRttScheduler.ID)
public final class MinRttScheduler implements PathSchedulerFactory {
  static final String ID = "minrtt";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return MinRttScheduler::select;
  }

  private static long select(SendUnit unit, PathSet paths, long nowNs) {
    int best = -1;
    long bestRttNs = Long.MAX_VALUE;
    for (int i = 0; i < paths.size(); i++) {
      PathView path = paths.get(i);
      if (path.room() > 0 && path.smoothedRttNs() < bestRttNs) {
        best = i;
        bestRttNs = path.smoothedRttNs();
      }
    }
    return best < 0 ? Decision.NONE : Decision.send(best);
  }
}
