package org.example.perflow;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.SendUnit;

/** Each flow has a link, chosen by its hash; while that is full, the next one with room helps. */
@Component(property = PathSchedulerFactory.PROPERTY + "=perflow")
public final class PerFlowScheduler implements PathSchedulerFactory {
  @Override
  public String id() {
    return "perflow";
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return PerFlowScheduler::select;
  }

  private static long select(SendUnit unit, PathSet paths, long nowNs) {
    int size = paths.size();
    for (int i = 0; i < size; i++) {
      int index = (Math.floorMod(unit.flowHash(), size) + i) % size;
      if (paths.get(index).room() > 0) {
        return Decision.send(index);
      }
    }
    return Decision.NONE;
  }
}
