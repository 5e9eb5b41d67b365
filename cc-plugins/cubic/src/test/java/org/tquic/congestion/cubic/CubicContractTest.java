package org.tquic.congestion.cubic;

import org.tquic.spi.congestion.CongestionControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class CubicContractTest extends CongestionControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return new CubicPlugin();
  }
}
