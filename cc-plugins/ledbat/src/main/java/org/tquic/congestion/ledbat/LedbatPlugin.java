package org.tquic.congestion.ledbat;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/** LEDBAT++: uses what others leave, and gives way to them by delay. */
@Component(property = CongestionControllerFactory.PROPERTY + "=ledbat")
public final class LedbatPlugin implements CongestionControllerFactory {
  @Override
  public String id() {
    return "ledbat";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Ledbat(path, handover, nowNs);
  }
}
