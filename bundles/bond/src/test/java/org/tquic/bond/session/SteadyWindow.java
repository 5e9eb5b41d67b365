package org.tquic.bond.session;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;

/** A plug-in whose window stays what it was at first. */
final class SteadyWindow implements CongestionControllerFactory {
  @Override
  public String id() {
    return "steady";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    long window = handover.startWindowBytes(path);
    return new CongestionController() {
      @Override
      public void onAck(AckEvent event) {}

      @Override
      public void onLoss(LossEvent event) {}

      @Override
      public void onEcnCe(EcnEvent event) {}

      @Override
      public void onMtuChanged(int maxDatagramBytes, long nowNs) {}

      @Override
      public long congestionWindow() {
        return window;
      }

      @Override
      public CongestionPhase phase() {
        return CongestionPhase.CONGESTION_AVOIDANCE;
      }
    };
  }
}
