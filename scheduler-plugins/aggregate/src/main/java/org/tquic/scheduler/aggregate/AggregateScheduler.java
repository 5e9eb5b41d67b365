package org.tquic.scheduler.aggregate;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * Fills all paths in proportion to what they carry, and gives no latency away while there is little
 * to carry. See {@link EarliestArrival}.
 */
@Component(property = PathSchedulerFactory.PROPERTY + "=" + AggregateScheduler.ID)
public final class AggregateScheduler implements PathSchedulerFactory {
  static final String ID = "aggregate";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return new EarliestArrival();
  }
}
