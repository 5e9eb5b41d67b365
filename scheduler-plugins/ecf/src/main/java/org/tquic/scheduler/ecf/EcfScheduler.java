package org.tquic.scheduler.ecf;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * Earliest Completion First: Y. Lim, E. Nahum, D. Towsley, R. Gibbens, "ECF: An MPTCP Path
 * Scheduler to Manage Heterogeneous Paths", ACM CoNEXT 2017. See {@link EarliestCompletionFirst}.
 */
@Component(property = PathSchedulerFactory.PROPERTY + "=" + EcfScheduler.ID)
public final class EcfScheduler implements PathSchedulerFactory {
  static final String ID = "ecf";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return new EarliestCompletionFirst();
  }
}
