package org.tquic.congestion.newreno;

import org.tquic.spi.congestion.CongestionControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class NewRenoContractTest extends CongestionControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    return new NewRenoPlugin();
  }
}
