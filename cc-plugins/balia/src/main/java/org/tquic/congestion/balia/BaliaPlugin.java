package org.tquic.congestion.balia;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/** BALIA (Peng et al. 2016): between LIA and OLIA, fair to others and quick to follow. */
@Component(property = CongestionControllerFactory.PROPERTY + "=balia")
public final class BaliaPlugin implements CongestionControllerFactory {
  @Override
  public String id() {
    return "balia";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Balia(path, handover);
  }
}
