package org.tquic.scheduler.weighted;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * Shares the traffic out in proportion to weights: the operator's if any is set, where a path
 * without one counts as 1, else the measured capacity of each path. See {@link DeficitRoundRobin}.
 */
@Component(property = PathSchedulerFactory.PROPERTY + "=" + WeightedScheduler.ID)
public final class WeightedScheduler implements PathSchedulerFactory {
  static final String ID = "weighted";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return new DeficitRoundRobin();
  }
}
