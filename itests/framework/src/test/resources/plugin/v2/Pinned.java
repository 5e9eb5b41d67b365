package org.example.pinned;

import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;

/** Version 2 of the same class: everything goes over the link whose name comes last. */
public final class Pinned implements PathSchedulerFactory {
  @Override
  public String id() {
    return "pinned";
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return (unit, paths, now) -> Decision.send(last(paths));
  }

  private static int last(PathSet paths) {
    int last = 0;
    for (int i = 1; i < paths.size(); i++) {
      if (paths.get(i).linkName().compareTo(paths.get(last).linkName()) > 0) {
        last = i;
      }
    }
    return last;
  }
}
