package org.tquic.congestion.bbr;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.EngineController;
import org.tquic.spi.congestion.PathInfo;

/**
 * BBR (draft-ietf-ccwg-bbr): keeps to the measured bandwidth, so that the random loss of mobile
 * links does not slow it down. On the multipath engine {@link Bbr}, on quiche its own.
 */
@Component(
    service = {CongestionControllerFactory.class, EngineController.class},
    property = CongestionControllerFactory.PROPERTY + "=bbr")
public final class BbrPlugin implements CongestionControllerFactory, EngineController {
  @Override
  public String id() {
    return "bbr";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Bbr(path, handover, nowNs);
  }

  @Override
  public String engine() {
    return "quiche";
  }

  @Override
  public String algorithm() {
    return "bbr";
  }
}
