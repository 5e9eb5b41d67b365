package org.tquic.scheduler.deadline;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.tquic.spi.Handover;
import org.tquic.spi.Parameter;
import org.tquic.spi.scheduler.Arrival;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.PathSet;
import org.tquic.spi.scheduler.PathView;
import org.tquic.spi.scheduler.SendUnit;

/**
 * A packet with a deadline takes the least used of the paths that meet it, and so leaves the fast
 * ones to those that have no time; one that no path can save, or without a deadline, goes where it
 * would arrive first. After B. Han, F. Qian, L. Ji, V. Gopalakrishnan, "MP-DASH: Adaptive Video
 * Streaming Over Preference-Aware Multipath", ACM CoNEXT 2016, where a path is called in only for
 * data that would be late without it. In which order packets go is the queue's affair, which lets
 * light flows go first; a scheduler sees one packet at a time.
 */
@Component(
    configurationPid = DeadlineScheduler.PID,
    property = PathSchedulerFactory.PROPERTY + "=" + DeadlineScheduler.ID)
@Designate(ocd = DeadlineParameters.class)
public final class DeadlineScheduler implements PathSchedulerFactory {
  static final String ID = "deadline";
  static final String PID = "org.tquic.scheduler.deadline";

  /** Read by schedulers on their loops, set by configuration; 0 for the bond's own deadlines. */
  private volatile long budgetNs;

  @Activate
  @Modified
  void configure(DeadlineParameters parameters) {
    budgetNs =
        1_000_000L
            * Parameter.within("budgetms", parameters.budgetms(), 0, DeadlineParameters.MOST_MS);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return this::select;
  }

  private long select(SendUnit unit, PathSet paths, long nowNs) {
    double leftNs = unit.deadlineNs() < 0 ? -1 : deadlineNs(unit) - nowNs;
    int earliest = -1;
    double earliestNs = Double.MAX_VALUE;
    int least = -1;
    double leastUse = Double.MAX_VALUE;
    for (int i = 0; i < paths.size(); i++) {
      PathView path = paths.get(i);
      if (path.room() <= 0) {
        continue;
      }
      double afterNs = Arrival.afterNs(path, unit.sizeBytes()) + Math.max(path.rttVarianceNs(), 0);
      if (afterNs < earliestNs) {
        earliest = i;
        earliestNs = afterNs;
      }
      double use = use(path);
      if (afterNs <= leftNs && use < leastUse) {
        least = i;
        leastUse = use;
      }
    }
    int chosen = least >= 0 ? least : earliest;
    return chosen < 0 ? Decision.NONE : Decision.send(chosen);
  }

  private long deadlineNs(SendUnit unit) {
    long budget = budgetNs;
    return budget == 0 ? unit.deadlineNs() : unit.enqueuedNs() + budget;
  }

  /** Share of its window that is under way. */
  private static double use(PathView path) {
    double underWay = path.bytesInFlight() + path.queuedBytes();
    return underWay / Math.max(path.congestionWindow(), 1);
  }
}
