package org.tquic.scheduler.aggregate;

import java.util.function.LongSupplier;
import org.tquic.spi.scheduler.Arrival;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;
import org.tquic.spi.scheduler.SendUnit.TrafficClass;

/**
 * Each packet goes where it would arrive first, {@link Arrival}, of the paths with room. So a path
 * is left as soon as a queue on it costs more than another path does, not only when its window is
 * full: a path that is new or has returned gets its part at once, and one with a small part of the
 * traffic costs no delay.
 *
 * <p>Bulk counts a queue twice, so that it leaves the fastest path before urgent packets would. An
 * urgent packet whose best path has no room this instant waits for it, as long as it gains by that,
 * and 15 ms at most unless configured otherwise; the pacer of the path lets the next packet go
 * within that time, and the queues of the other paths do not run empty in it.
 */
final class EarliestArrival implements PathScheduler {
  private static final long ASK_AGAIN_MICROS = 1_000;

  private final LongSupplier longestWaitNs;

  EarliestArrival(LongSupplier longestWaitNs) {
    this.longestWaitNs = longestWaitNs;
  }

  @Override
  public long select(SendUnit unit, PathSet paths, long nowNs) {
    boolean urgent = unit.trafficClass() == TrafficClass.INTERACTIVE;
    int withRoom = -1;
    double withRoomNs = Double.MAX_VALUE;
    double bestNs = Double.MAX_VALUE;
    for (int i = 0; i < paths.size(); i++) {
      PathView path = paths.get(i);
      double costNs = Arrival.afterNs(path, unit.sizeBytes());
      costNs += urgent ? 0 : Arrival.queueNs(path);
      bestNs = Math.min(bestNs, costNs);
      if (path.room() > 0 && costNs < withRoomNs) {
        withRoom = i;
        withRoomNs = costNs;
      }
    }
    if (withRoom < 0) {
      return Decision.NONE;
    }
    long waitedNs = nowNs - unit.enqueuedNs();
    boolean gains = waitedNs < Math.min(withRoomNs - bestNs, longestWaitNs.getAsLong());
    return urgent && gains ? Decision.hold(ASK_AGAIN_MICROS) : Decision.send(withRoom);
  }
}
