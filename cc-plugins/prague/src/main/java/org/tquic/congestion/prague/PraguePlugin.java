package org.tquic.congestion.prague;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.tquic.spi.Parameter;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/** Prague: very short queues where the network marks for L4S, and NewReno where it does not. */
@Component(
    configurationPid = PraguePlugin.PID,
    property = CongestionControllerFactory.PROPERTY + "=prague")
@Designate(ocd = PragueParameters.class)
public final class PraguePlugin implements CongestionControllerFactory {
  static final String PID = "org.tquic.congestion.prague";

  /** Read by controllers on their loops, set by configuration. */
  private volatile long referenceRttNs = 1_000_000L * PragueParameters.REFERENCE_MS;

  @Activate
  @Modified
  void configure(PragueParameters parameters) {
    referenceRttNs =
        1_000_000L
            * Parameter.within(
                "referencems",
                parameters.referencems(),
                PragueParameters.LEAST_MS,
                PragueParameters.MOST_MS);
  }

  @Override
  public String id() {
    return "prague";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Prague(path, handover, nowNs, () -> referenceRttNs);
  }
}
