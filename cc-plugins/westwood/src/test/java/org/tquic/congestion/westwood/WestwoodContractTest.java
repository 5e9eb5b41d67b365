package org.tquic.congestion.westwood;

import org.tquic.spi.congestion.CongestionControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class WestwoodContractTest extends CongestionControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return new WestwoodPlugin();
  }
}
