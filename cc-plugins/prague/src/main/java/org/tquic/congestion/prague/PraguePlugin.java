package org.tquic.congestion.prague;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/** Prague: very short queues where the network marks for L4S, and NewReno where it does not. */
@Component(property = CongestionControllerFactory.PROPERTY + "=prague")
public final class PraguePlugin implements CongestionControllerFactory {
  @Override
  public String id() {
    return "prague";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Prague(path, handover, nowNs);
  }
}
