package org.tquic.congestion.copa;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.tquic.spi.Parameter;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/**
 * Copa (Arun and Balakrishnan 2018): keeps a queue of a few packets, and fills it only beside those
 * who do.
 */
@Component(
    configurationPid = CopaPlugin.PID,
    property = CongestionControllerFactory.PROPERTY + "=copa")
@Designate(ocd = CopaParameters.class)
public final class CopaPlugin implements CongestionControllerFactory {
  static final String PID = "org.tquic.congestion.copa";

  /** Read by controllers on their loops, set by configuration. */
  private volatile double delta = CopaParameters.DELTA;

  @Activate
  @Modified
  void configure(CopaParameters parameters) {
    delta =
        Parameter.within(
            "delta", parameters.delta(), CopaParameters.LEAST_DELTA, CopaParameters.MOST_DELTA);
  }

  @Override
  public String id() {
    return "copa";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Copa(path, handover, nowNs, () -> delta);
  }
}
