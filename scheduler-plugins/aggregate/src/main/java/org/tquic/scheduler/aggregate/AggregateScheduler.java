package org.tquic.scheduler.aggregate;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.tquic.spi.Handover;
import org.tquic.spi.Parameter;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * Fills all paths in proportion to what they carry, and gives no latency away while there is little
 * to carry. See {@link EarliestArrival}.
 */
@Component(
    configurationPid = AggregateScheduler.PID,
    property = PathSchedulerFactory.PROPERTY + "=" + AggregateScheduler.ID)
@Designate(ocd = AggregateParameters.class)
public final class AggregateScheduler implements PathSchedulerFactory {
  static final String ID = "aggregate";
  static final String PID = "org.tquic.scheduler.aggregate";

  /** Read by schedulers on their loops, set by configuration. */
  private volatile long longestWaitNs = 1_000_000L * AggregateParameters.WAIT_MS;

  @Activate
  @Modified
  void configure(AggregateParameters parameters) {
    longestWaitNs =
        1_000_000L
            * Parameter.within("waitms", parameters.waitms(), 0, AggregateParameters.MOST_MS);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return new EarliestArrival(() -> longestWaitNs);
  }
}
