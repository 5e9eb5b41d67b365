package org.tquic.congestion.lia;

import org.tquic.spi.congestion.CongestionControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class LiaContractTest extends CongestionControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return new LiaPlugin();
  }
}
