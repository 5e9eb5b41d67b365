package org.tquic.scheduler.owd;

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
 * The path with room and the lowest one-way delay to the peer, queues included, since mobile links
 * are often slow in one direction only: F. Song, H. Zhang, S. Zhang, F. Ramos, J. Crowcroft, "An
 * estimator of forward and backward delay for multipath transport", University of Cambridge,
 * UCAM-CL-TR-747, 2009. Delays are compared as {@link PathView#forwardDelayNs} says; for a path of
 * which that is unknown, half of what its round trip is longer than the shortest has to do.
 */
@Component(property = PathSchedulerFactory.PROPERTY + "=" + OwdScheduler.ID)
public final class OwdScheduler implements PathSchedulerFactory {
  static final String ID = "owd";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return OwdScheduler::select;
  }

  private static long select(SendUnit unit, PathSet paths, long nowNs) {
    long shortestRttNs = Long.MAX_VALUE;
    for (int i = 0; i < paths.size(); i++) {
      shortestRttNs = Math.min(shortestRttNs, paths.get(i).smoothedRttNs());
    }
    int best = -1;
    long bestNs = Long.MAX_VALUE;
    for (int i = 0; i < paths.size(); i++) {
      PathView path = paths.get(i);
      long delayNs = delayNs(path, shortestRttNs);
      if (path.room() > 0 && delayNs < bestNs) {
        best = i;
        bestNs = delayNs;
      }
    }
    return best < 0 ? Decision.NONE : Decision.send(best);
  }

  /** Delay to the peer beyond that of the fastest path. */
  private static long delayNs(PathView path, long shortestRttNs) {
    long measuredNs = path.forwardDelayNs();
    return measuredNs >= 0 ? measuredNs : (path.smoothedRttNs() - shortestRttNs) / 2;
  }
}
