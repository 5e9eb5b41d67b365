package org.tquic.congestion.bbr;

import org.tquic.spi.congestion.CongestionControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class BbrContractTest extends CongestionControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return new BbrPlugin();
  }
}
