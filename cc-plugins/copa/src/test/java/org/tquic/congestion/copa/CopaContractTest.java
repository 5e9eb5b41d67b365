package org.tquic.congestion.copa;

import org.tquic.spi.congestion.CongestionControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class CopaContractTest extends CongestionControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return new CopaPlugin();
  }
}
