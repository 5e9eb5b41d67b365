package org.tquic.scheduler.roundrobin;

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
 * The paths in turn, one packet each, passing over those without room. A yardstick and a test tool:
 * it pays no heed to how fast a path is.
 */
@Component(property = PathSchedulerFactory.PROPERTY + "=" + RoundRobinScheduler.ID)
public final class RoundRobinScheduler implements PathSchedulerFactory {
  static final String ID = "roundrobin";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return new Turn();
  }

  private static final class Turn implements PathScheduler {
    /** Remembered by id, since indexes shift when paths come and go. */
    private int lastPathId = -1;

    @Override
    public long select(SendUnit unit, PathSet paths, long nowNs) {
      int start = indexAfterLast(paths);
      for (int i = 0; i < paths.size(); i++) {
        int index = (start + i) % paths.size();
        if (paths.get(index).room() > 0) {
          return Decision.send(index);
        }
      }
      return Decision.NONE;
    }

    /** Only a packet that was sent ends the turn: a choice may not be carried out. */
    @Override
    public void onSent(SendUnit unit, PathView path, long nowNs) {
      lastPathId = path.id();
    }

    private int indexAfterLast(PathSet paths) {
      for (int i = 0; i < paths.size(); i++) {
        if (paths.get(i).id() == lastPathId) {
          return i + 1;
        }
      }
      return 0;
    }
  }
}
