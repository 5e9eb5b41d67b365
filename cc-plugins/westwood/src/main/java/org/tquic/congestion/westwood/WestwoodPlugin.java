package org.tquic.congestion.westwood;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/**
 * Westwood+ (Grieco and Mascolo 2004): after a loss the window fits the bandwidth that was
 * measured.
 */
@Component(property = CongestionControllerFactory.PROPERTY + "=westwood")
public final class WestwoodPlugin implements CongestionControllerFactory {
  @Override
  public String id() {
    return "westwood";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Westwood(path, handover);
  }
}
