package org.tquic.congestion.newreno;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.EngineController;
import org.tquic.spi.congestion.PathInfo;

/**
 * NewReno (RFC 9002 section 7): the plain controller of the QUIC standard. On the multipath engine
 * {@link NewReno}, on quiche its own.
 */
@Component(
    service = {CongestionControllerFactory.class, EngineController.class},
    property = CongestionControllerFactory.PROPERTY + "=newreno")
public final class NewRenoPlugin implements CongestionControllerFactory, EngineController {
  @Override
  public String id() {
    return "newreno";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new NewReno(path, handover);
  }

  @Override
  public String engine() {
    return "quiche";
  }

  @Override
  public String algorithm() {
    return "newreno";
  }
}
