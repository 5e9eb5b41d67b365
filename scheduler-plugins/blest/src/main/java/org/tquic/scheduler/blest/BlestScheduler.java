package org.tquic.scheduler.blest;

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
 * Blocking estimation: S. Ferlin, Ö. Alay, O. Mehani, R. Boreli, "BLEST: Blocking Estimation-based
 * MPTCP Scheduler for Heterogeneous Networks", IFIP Networking 2016. See {@link
 * BlockingEstimation}.
 */
@Component(
    configurationPid = BlestScheduler.PID,
    property = PathSchedulerFactory.PROPERTY + "=" + BlestScheduler.ID)
@Designate(ocd = BlestParameters.class)
public final class BlestScheduler implements PathSchedulerFactory {
  static final String ID = "blest";
  static final String PID = "org.tquic.scheduler.blest";

  /** Read by schedulers on their loops, set by configuration. */
  private volatile long windowBytes = 1_024L * BlestParameters.WINDOW_KIB;

  @Activate
  @Modified
  void configure(BlestParameters parameters) {
    windowBytes =
        1_024L
            * Parameter.within(
                "window.kib",
                parameters.window_kib(),
                BlestParameters.LEAST_KIB,
                BlestParameters.MOST_KIB);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return new BlockingEstimation(() -> windowBytes);
  }
}
