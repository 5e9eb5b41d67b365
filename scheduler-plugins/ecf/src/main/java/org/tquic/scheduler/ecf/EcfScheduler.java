package org.tquic.scheduler.ecf;

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
 * Earliest Completion First: Y. Lim, E. Nahum, D. Towsley, R. Gibbens, "ECF: An MPTCP Path
 * Scheduler to Manage Heterogeneous Paths", ACM CoNEXT 2017. See {@link EarliestCompletionFirst}.
 */
@Component(
    configurationPid = EcfScheduler.PID,
    property = PathSchedulerFactory.PROPERTY + "=" + EcfScheduler.ID)
@Designate(ocd = EcfParameters.class)
public final class EcfScheduler implements PathSchedulerFactory {
  static final String ID = "ecf";
  static final String PID = "org.tquic.scheduler.ecf";

  /** Read by schedulers on their loops, set by configuration. */
  private volatile double beta = EcfParameters.BETA;

  @Activate
  @Modified
  void configure(EcfParameters parameters) {
    beta = Parameter.within("beta", parameters.beta(), 0, EcfParameters.MOST_BETA);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return new EarliestCompletionFirst(() -> beta);
  }
}
