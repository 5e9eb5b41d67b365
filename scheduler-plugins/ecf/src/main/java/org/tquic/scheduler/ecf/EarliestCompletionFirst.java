package org.tquic.scheduler.ecf;

import java.util.function.DoubleSupplier;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;

/**
 * Algorithm 1 of Lim et al. with bytes for packets: the fastest path while it has room; else the
 * fastest of those with room, unless all that waits would be done sooner over the fastest path
 * alone.
 *
 * <p>The paper's sender waits until its fastest path has room, however long. Here a packet waits no
 * longer than it would have taken over the slower path, lest one that has stopped being the fastest
 * stop the bond.
 */
final class EarliestCompletionFirst implements PathScheduler {
  private static final long ASK_AGAIN_MICROS = 1_000;

  /** Hysteresis of the paper, section 4: once waiting, a little worse is good enough. */
  private final DoubleSupplier beta;

  private boolean waiting;

  EarliestCompletionFirst(DoubleSupplier beta) {
    this.beta = beta;
  }

  @Override
  public long select(SendUnit unit, PathSet paths, long nowNs) {
    int fastest = fastest(paths, false);
    int fallback = fastest(paths, true);
    if (fallback < 0) {
      return Decision.NONE;
    }
    PathView slow = paths.get(fallback);
    boolean hopeless = nowNs - unit.enqueuedNs() >= slow.smoothedRttNs();
    if (fallback == fastest || hopeless || !isWorthWaiting(unit, paths.get(fastest), slow)) {
      return Decision.send(fallback);
    }
    return Decision.hold(ASK_AGAIN_MICROS);
  }

  private boolean isWorthWaiting(SendUnit unit, PathView fast, PathView slow) {
    long backlog = unit.backlogBytes();
    if (backlog < 0) {
      return false;
    }
    double marginNs = Math.max(Math.max(fast.rttVarianceNs(), slow.rttVarianceNs()), 0);
    double fastRttNs = fast.smoothedRttNs();
    double slowRttNs = slow.smoothedRttNs();
    double alone = (1 + rounds(backlog, fast)) * fastRttNs;
    if (alone >= (waiting ? 1 + beta.getAsDouble() : 1) * (slowRttNs + marginNs)) {
      waiting = false;
      return false;
    }
    boolean slowEndsLater = rounds(backlog, slow) * slowRttNs >= 2 * fastRttNs + marginNs;
    waiting |= slowEndsLater;
    return slowEndsLater;
  }

  private static double rounds(long bytes, PathView path) {
    return (double) bytes / Math.max(path.congestionWindow(), 1);
  }

  /** The path with the lowest round-trip time, of all or of those with room, or -1. */
  private static int fastest(PathSet paths, boolean withRoom) {
    int best = -1;
    for (int i = 0; i < paths.size(); i++) {
      PathView path = paths.get(i);
      if ((!withRoom || path.room() > 0)
          && (best < 0 || path.smoothedRttNs() < paths.get(best).smoothedRttNs())) {
        best = i;
      }
    }
    return best;
  }
}
