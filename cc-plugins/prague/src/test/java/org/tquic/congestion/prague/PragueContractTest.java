package org.tquic.congestion.prague;

import org.tquic.spi.congestion.CongestionControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class PragueContractTest extends CongestionControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return new PraguePlugin();
  }
}
