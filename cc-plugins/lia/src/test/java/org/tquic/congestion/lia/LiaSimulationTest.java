package org.tquic.congestion.lia;

import org.tquic.quic.sim.pair.CoupledControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class LiaSimulationTest extends CoupledControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return new LiaPlugin();
  }
}
