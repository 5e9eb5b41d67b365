package org.tquic.congestion.olia;

import org.tquic.quic.sim.pair.CoupledControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class OliaSimulationTest extends CoupledControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return new OliaPlugin();
  }
}
