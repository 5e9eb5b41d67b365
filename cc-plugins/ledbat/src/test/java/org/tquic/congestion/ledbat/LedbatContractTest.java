package org.tquic.congestion.ledbat;

import org.tquic.spi.congestion.CongestionControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class LedbatContractTest extends CongestionControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return new LedbatPlugin();
  }
}
