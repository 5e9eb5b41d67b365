package org.tquic.congestion.copa;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/**
 * Copa (Arun and Balakrishnan 2018): keeps a queue of a few packets, and fills it only beside those
 * who do.
 */
@Component(property = CongestionControllerFactory.PROPERTY + "=copa")
public final class CopaPlugin implements CongestionControllerFactory {
  @Override
  public String id() {
    return "copa";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Copa(path, handover, nowNs);
  }
}
