package org.tquic.scheduler.redundant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.tquic.spi.Handover;
import org.tquic.spi.Parameter;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.SendUnit.TrafficClass;

/**
 * Urgent packets over several paths at once, of which the first copy counts: A. Frömmgen et al.,
 * "ReMP TCP: Low Latency Multipath TCP", IEEE ICC 2016. Bulk is shared out unless configured
 * otherwise. See {@link Copies}.
 */
@Component(
    configurationPid = RedundantScheduler.PID,
    property = PathSchedulerFactory.PROPERTY + "=" + RedundantScheduler.ID)
@Designate(ocd = RedundantParameters.class)
public final class RedundantScheduler implements PathSchedulerFactory {
  static final String ID = "redundant";
  static final String PID = "org.tquic.scheduler.redundant";

  /** Read by schedulers on their loops, set by configuration. */
  private volatile int paths = RedundantParameters.PATHS;

  private volatile boolean bulkToo;

  @Activate
  @Modified
  void configure(RedundantParameters parameters) {
    paths =
        Parameter.within(
            "paths",
            parameters.paths(),
            RedundantParameters.LEAST_PATHS,
            RedundantParameters.MOST_PATHS);
    bulkToo = parameters.bulk();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return new Copies(
        trafficClass -> trafficClass == TrafficClass.INTERACTIVE || bulkToo ? paths : 1);
  }
}
