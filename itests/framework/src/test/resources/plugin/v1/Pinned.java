package org.example.pinned;

import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;

/** A third party's scheduler, version 1: everything goes over the link whose name comes first. */
public final class Pinned implements PathSchedulerFactory {
  @Override
  public String id() {
    return "pinned";
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return (unit, paths, now) -> Decision.send(first(paths));
  }

  private static int first(PathSet paths) {
    int first = 0;
    for (int i = 1; i < paths.size(); i++) {
      if (paths.get(i).linkName().compareTo(paths.get(first).linkName()) < 0) {
        first = i;
      }
    }
    return first;
  }
}
