package org.tquic.congestion.cubic;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.tquic.spi.Parameter;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.EngineController;
import org.tquic.spi.congestion.PathInfo;

/**
 * CUBIC (RFC 9438): the default of most of the internet; loss makes it slow down. On the multipath
 * engine {@link Cubic}, on quiche its own.
 */
@Component(
    configurationPid = CubicPlugin.PID,
    service = {CongestionControllerFactory.class, EngineController.class},
    property = CongestionControllerFactory.PROPERTY + "=cubic")
@Designate(ocd = CubicParameters.class)
public final class CubicPlugin implements CongestionControllerFactory, EngineController {
  static final String PID = "org.tquic.congestion.cubic";

  /** Read by controllers on their loops, set by configuration. */
  private volatile CutRule cut = CutRule.RFC_9438;

  @Activate
  @Modified
  void configure(CubicParameters parameters) {
    cut =
        new CutRule(
            Parameter.within(
                "beta", parameters.beta(), CubicParameters.LEAST_BETA, CubicParameters.MOST_BETA),
            parameters.fastconvergence());
  }

  @Override
  public String id() {
    return "cubic";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Cubic(path, handover, () -> cut);
  }

  @Override
  public String engine() {
    return "quiche";
  }

  @Override
  public String algorithm() {
    return "cubic";
  }
}
