package org.tquic.congestion.balia;

import org.tquic.quic.sim.pair.CoupledControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class BaliaSimulationTest extends CoupledControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return new BaliaPlugin();
  }
}
