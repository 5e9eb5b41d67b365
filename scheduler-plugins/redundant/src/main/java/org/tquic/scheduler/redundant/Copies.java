package org.tquic.scheduler.redundant;

import java.util.function.ToIntFunction;
import org.tquic.spi.scheduler.Arrival;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.SendUnit;
import org.tquic.spi.scheduler.SendUnit.TrafficClass;

/**
 * The paths with room on which a packet would arrive first, {@link Arrival}: as many as its class
 * is to have. A path that is full carries no copy; nobody waits for it.
 */
final class Copies implements PathScheduler {
  private static final long LONGEST_WAIT_MS = 2;
  private static final long LONGEST_WAIT_NS = LONGEST_WAIT_MS * 1_000_000;
  private static final long ASK_AGAIN_MICROS = 500;

  private final ToIntFunction<TrafficClass> count;

  Copies(ToIntFunction<TrafficClass> count) {
    this.count = count;
  }

  @Override
  public long select(SendUnit unit, PathSet paths, long nowNs) {
    int first = bestBut(0, unit, paths);
    if (first < 0) {
      return Decision.NONE;
    }
    int wanted = Math.min(count.applyAsInt(unit.trafficClass()), paths.size());
    if (unit.trafficClass() == TrafficClass.INTERACTIVE
        && withRoom(paths) < wanted
        && nowNs - unit.enqueuedNs() < LONGEST_WAIT_NS) {
      return Decision.hold(ASK_AGAIN_MICROS);
    }
    int copies = 0;
    for (int next = first; Integer.bitCount(copies) < wanted - 1; ) {
      next = bestBut(copies | 1 << first, unit, paths);
      if (next < 0) {
        break;
      }
      copies |= 1 << next;
    }
    return Decision.send(first, copies);
  }

  private static int withRoom(PathSet paths) {
    int count = 0;
    for (int i = 0; i < paths.size(); i++) {
      count += paths.get(i).room() > 0 ? 1 : 0;
    }
    return count;
  }

  /** The path with room on which the packet would arrive first, none of these, or -1. */
  private static int bestBut(int taken, SendUnit unit, PathSet paths) {
    int best = -1;
    double bestNs = Double.MAX_VALUE;
    for (int i = 0; i < paths.size(); i++) {
      if ((taken >>> i & 1) == 0 && paths.get(i).room() > 0) {
        double afterNs = Arrival.afterNs(paths.get(i), unit.sizeBytes());
        if (afterNs < bestNs) {
          best = i;
          bestNs = afterNs;
        }
      }
    }
    return best;
  }
}
