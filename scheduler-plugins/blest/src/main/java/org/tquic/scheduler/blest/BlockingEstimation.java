package org.tquic.scheduler.blest;

import java.util.function.LongSupplier;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;

/**
 * Ferlin et al., section III, with bytes for segments: a packet takes a slower path only if, while
 * it is under way there, the fastest path cannot fill what the send window leaves; else the window
 * would be blocked by this one packet.
 *
 * <p>MPTCP's window is the connection's; inside a bond it is the inner flow's, which the bond does
 * not see, so it is a parameter. What the paper learns from a blocked window, the correction λ, is
 * learned here from a packet that was held in vain: its path had still no room when it had to go. A
 * packet is held no longer than it would have taken over the slower path.
 */
final class BlockingEstimation implements PathScheduler {
  private static final double STEP = 0.01;
  private static final double LEAST = 0.5;
  private static final double MOST = 1.5;
  private static final long ASK_AGAIN_MICROS = 1_000;

  private final LongSupplier windowBytes;
  private double lambda = 1;
  private boolean held;

  BlockingEstimation(LongSupplier windowBytes) {
    this.windowBytes = windowBytes;
  }

  @Override
  public long select(SendUnit unit, PathSet paths, long nowNs) {
    int fastest = fastest(paths, false);
    int fallback = fastest(paths, true);
    if (fallback < 0) {
      return Decision.NONE;
    }
    if (fallback == fastest) {
      return Decision.send(fallback);
    }
    PathView slow = paths.get(fallback);
    if (nowNs - unit.enqueuedNs() >= slow.smoothedRttNs()
        || !wouldBlock(unit, paths.get(fastest), slow)) {
      return Decision.send(fallback);
    }
    held = true;
    return Decision.hold(ASK_AGAIN_MICROS);
  }

  /** Whether the fastest path could send more meanwhile than the window leaves. */
  private boolean wouldBlock(SendUnit unit, PathView fast, PathView slow) {
    double roundTrips = (double) slow.smoothedRttNs() / Math.max(fast.smoothedRttNs(), 1);
    double growth = unit.sizeBytes() * (roundTrips - 1) / 2;
    double fastCarries = (fast.congestionWindow() + growth) * roundTrips;
    double left = windowBytes.getAsLong() - slow.bytesInFlight() - unit.sizeBytes();
    return lambda * fastCarries > left;
  }

  @Override
  public void onSent(SendUnit unit, PathView path, long nowNs) {
    if (held) {
      held = false;
      boolean inVain = nowNs - unit.enqueuedNs() >= path.smoothedRttNs();
      lambda = Math.clamp(lambda + (inVain ? -STEP : STEP), LEAST, MOST);
    }
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
