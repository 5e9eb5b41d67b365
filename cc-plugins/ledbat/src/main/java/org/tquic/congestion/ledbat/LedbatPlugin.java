package org.tquic.congestion.ledbat;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.tquic.spi.Parameter;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/** LEDBAT++: uses what others leave, and gives way to them by delay. */
@Component(
    configurationPid = LedbatPlugin.PID,
    property = CongestionControllerFactory.PROPERTY + "=ledbat")
@Designate(ocd = LedbatParameters.class)
public final class LedbatPlugin implements CongestionControllerFactory {
  static final String PID = "org.tquic.congestion.ledbat";

  /** Read by controllers on their loops, set by configuration. */
  private volatile long targetNs = 1_000_000L * LedbatParameters.TARGET_MS;

  @Activate
  @Modified
  void configure(LedbatParameters parameters) {
    targetNs =
        1_000_000L
            * Parameter.within(
                "targetms",
                parameters.targetms(),
                LedbatParameters.LEAST_MS,
                LedbatParameters.MOST_MS);
  }

  @Override
  public String id() {
    return "ledbat";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Ledbat(path, handover, nowNs, () -> targetNs);
  }
}
