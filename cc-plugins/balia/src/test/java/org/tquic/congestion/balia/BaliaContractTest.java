package org.tquic.congestion.balia;

import org.tquic.spi.congestion.CongestionControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class BaliaContractTest extends CongestionControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return new BaliaPlugin();
  }
}
