package org.tquic.jmh.plugin;

import org.tquic.spi.Handover;
import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** Plug-ins that do nothing: what is measured of them is what the measuring costs. */
final class Idle {
  private static final String ID = "idle";

  private Idle() {}

  /** Takes the first path. */
  static final class Scheduler implements PathSchedulerFactory {
    @Override
    public String id() {
      return ID;
    }

    @Override
    public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
      return (unit, paths, now) -> Decision.send(0);
    }
  }

  /** Keeps the first window. */
  static final class Controller implements CongestionControllerFactory {
    @Override
    public String id() {
      return ID;
    }

    @Override
    public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
      return new Constant(path.initialWindowBytes());
    }
  }

  private record Constant(long congestionWindow) implements CongestionController {
    @Override
    public void onAck(AckEvent event) {}

    @Override
    public void onLoss(LossEvent event) {}

    @Override
    public void onEcnCe(EcnEvent event) {}

    @Override
    public void onMtuChanged(int maxDatagramBytes, long nowNs) {}

    @Override
    public CongestionPhase phase() {
      return CongestionPhase.CONGESTION_AVOIDANCE;
    }
  }
}
