package org.tquic.quic.recovery;

import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;

/** The scheduler that is always there: of the paths with room, the lowest round-trip time. */
public final class BuiltinMinRtt implements PathScheduler {
  /** Id shown for it. */
  public static final String ID = "minrtt-builtin";

  /** Makes it. */
  public static final PathSchedulerFactory FACTORY =
      new PathSchedulerFactory() {
        @Override
        public String id() {
          return ID;
        }

        @Override
        public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
          return new BuiltinMinRtt();
        }
      };

  @Override
  public long select(SendUnit unit, PathSet paths, long nowNs) {
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
