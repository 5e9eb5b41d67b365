package org.tquic.congestion.cubic;

import org.osgi.service.component.annotations.Component;
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
    service = {CongestionControllerFactory.class, EngineController.class},
    property = CongestionControllerFactory.PROPERTY + "=cubic")
public final class CubicPlugin implements CongestionControllerFactory, EngineController {
  @Override
  public String id() {
    return "cubic";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Cubic(path, handover);
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
