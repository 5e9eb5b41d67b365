package org.tquic.congestion.olia;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/** OLIA (Khalili et al. 2012): as LIA, and moves traffic to the better paths. */
@Component(property = CongestionControllerFactory.PROPERTY + "=olia")
public final class OliaPlugin implements CongestionControllerFactory {
  @Override
  public String id() {
    return "olia";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Olia(path, handover);
  }
}
