package org.tquic.quic.connection;

import org.tquic.quic.recovery.GuardedScheduler;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathEvent;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;

/**
 * Asks the scheduler which path is to carry what waits. It is shown the paths that are validated
 * and answer; those that either side keeps as backup only while there is no other, and those that
 * do not answer only when none does.
 */
final class Scheduling implements PathSet {
  private static final long NEVER = Long.MAX_VALUE;

  /**
   * So long data waits for the pacer of the path that is liked best; then there is more of it than
   * that path carries, and a path that has to wait has no room.
   */
  private static final long PATIENCE_NS = 5_000_000;

  private final Core core;
  private final GuardedScheduler scheduler;
  private final ScheduledPath[] views = new ScheduledPath[Decision.MAX_PATHS];
  private final ScheduledPath eventView;
  private int size;
  private long recheckNs = Long.MAX_VALUE;
  private long waitingSinceNs = NEVER;

  Scheduling(Core core, long nowNs) {
    this.core = core;
    scheduler = new GuardedScheduler(new ConnectionInfo("quic", core.settings.random().nextLong()));
    eventView = new ScheduledPath(core.events);
    scheduler.swap(core.settings.scheduler(), this, nowNs);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public PathView get(int index) {
    return views[index];
  }

  /** The path for a unit, or null while it has to wait. */
  Path select(SendUnit unit, long nowNs) {
    recheckNs = NEVER;
    gather();
    if (size == 0) {
      return null;
    }
    if (size == 1) {
      return views[0].path;
    }
    long pacedUntilNs = askPacers(nowNs);
    long decision = scheduler.select(unit, this, nowNs);
    if (Decision.isSend(decision)) {
      return views[Decision.index(decision)].path;
    }
    recheckNs = pacedUntilNs;
    if (Decision.isHold(decision)) {
      recheckNs = Math.min(recheckNs, nowNs + Decision.holdMicros(decision) * 1000);
    }
    return null;
  }

  /** Takes their room from paths that have to wait; when the first of them may send again. */
  private long askPacers(long nowNs) {
    boolean impatient = waitingSinceNs != NEVER && nowNs - waitingSinceNs > PATIENCE_NS;
    long firstNs = NEVER;
    for (int i = 0; i < size; i++) {
      ScheduledPath view = views[i];
      view.mustWait = false;
      if (impatient && view.room() > 0) {
        long sendNs = view.path.nextSendNs(nowNs);
        view.mustWait = sendNs > nowNs;
        firstNs = view.mustWait ? Math.min(firstNs, sendNs) : firstNs;
      }
    }
    return firstNs;
  }

  /** Data could not go now. */
  void onWaiting(long nowNs) {
    waitingSinceNs = Math.min(waitingSinceNs, nowNs);
  }

  /** Nothing waits any more. */
  void onDrained() {
    waitingSinceNs = NEVER;
  }

  void onSent(SendUnit unit, Path path, long nowNs) {
    eventView.path = path;
    scheduler.onSent(unit, eventView, nowNs);
  }

  void onPathEvent(PathEvent event, Path path, long nowNs) {
    eventView.path = path;
    scheduler.onPathEvent(event, eventView, nowNs);
  }

  /** When a scheduler that waits by choice wants to be asked again. */
  long recheckNs() {
    return recheckNs;
  }

  /** Whether another path than this one can carry data. */
  boolean hasOther(Path path) {
    for (int i = 0; i < core.paths.size(); i++) {
      Path other = core.paths.at(i);
      if (other != path && carries(other)) {
        return true;
      }
    }
    return false;
  }

  GuardedScheduler scheduler() {
    return scheduler;
  }

  void swap(PathSchedulerFactory factory, long nowNs) {
    gather();
    scheduler.swap(factory, this, nowNs);
  }

  private void gather() {
    size = 0;
    for (Rank rank : RANKS) {
      boolean found = false;
      for (int i = 0; i < core.paths.size() && size < views.length; i++) {
        Path path = core.paths.at(i);
        if (carries(path) && rankOf(path) == rank) {
          found = true;
          if (!path.blocked) {
            add(path);
          }
        }
      }
      if (found) {
        return;
      }
    }
  }

  private void add(Path path) {
    if (views[size] == null) {
      views[size] = new ScheduledPath(core.events);
    }
    views[size++].path = path;
  }

  private enum Rank {
    AVAILABLE,
    BACKUP,
    SILENT
  }

  private static final Rank[] RANKS = Rank.values();

  private Rank rankOf(Path path) {
    if (path.suspect) {
      return Rank.SILENT;
    }
    return core.pathStatus.isBackup(path.id()) ? Rank.BACKUP : Rank.AVAILABLE;
  }

  private boolean carries(Path path) {
    return path.carriesData() && core.destination(path) != null;
  }
}
