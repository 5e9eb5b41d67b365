package org.tquic.congestion.olia;

import org.tquic.spi.congestion.CongestionControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class OliaContractTest extends CongestionControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return new OliaPlugin();
  }
}
