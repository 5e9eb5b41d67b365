package org.tquic.quic.sim.pair;

import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.PathInfo;

/** Makes no controller. */
final class FailingControllerFactory implements CongestionControllerFactory {
  @Override
  public String id() {
    return "failing";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    throw new IllegalStateException("broken");
  }
}
