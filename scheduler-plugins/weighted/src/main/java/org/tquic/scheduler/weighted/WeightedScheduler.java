package org.tquic.scheduler.weighted;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * Shares the traffic out in proportion to weights: the operator's if any is set, where a path
 * without one counts as 1, else the measured capacity of each path. See {@link DeficitRoundRobin}.
 */
@Component(
    configurationPid = WeightedScheduler.PID,
    property = PathSchedulerFactory.PROPERTY + "=" + WeightedScheduler.ID)
@Designate(ocd = WeightedParameters.class)
public final class WeightedScheduler implements PathSchedulerFactory {
  static final String ID = "weighted";
  static final String PID = "org.tquic.scheduler.weighted";

  /** Read by schedulers on their loops, set by configuration. */
  private volatile LinkWeights weights = LinkWeights.NONE;

  @Activate
  @Modified
  void configure(WeightedParameters parameters) {
    weights = LinkWeights.parse(parameters.weights());
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return new DeficitRoundRobin(() -> weights);
  }
}
