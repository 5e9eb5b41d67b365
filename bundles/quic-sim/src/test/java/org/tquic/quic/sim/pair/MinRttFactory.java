package org.tquic.quic.sim.pair;

import org.tquic.quic.recovery.BuiltinMinRtt;
import org.tquic.spi.Handover;
import org.tquic.spi.scheduler.ConnectionInfo;
import org.tquic.spi.scheduler.PathScheduler;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** The engine's own scheduler as if it came from a plug-in. */
final class MinRttFactory implements PathSchedulerFactory {
  @Override
  public String id() {
    return "minrtt";
  }

  @Override
  public PathScheduler create(ConnectionInfo connection, Handover handover, long nowNs) {
    return new BuiltinMinRtt();
  }
}
