package org.tquic.congestion.lia;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/** LIA (RFC 6356): the paths of a bond together take what one flow would. */
@Component(property = CongestionControllerFactory.PROPERTY + "=lia")
public final class LiaPlugin implements CongestionControllerFactory {
  @Override
  public String id() {
    return "lia";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Lia(path, handover);
  }
}
