package org.tquic.congestion.auto;

import org.tquic.congestion.bbr.BbrPlugin;
import org.tquic.congestion.cubic.CubicPlugin;
import org.tquic.spi.congestion.CongestionControllerContract;
import org.tquic.spi.congestion.CongestionControllerFactory;

class AutoContractTest extends CongestionControllerContract {
  @Override
  protected CongestionControllerFactory factory() {
    AutoPlugin plugin = new AutoPlugin();
    plugin.bindController(new BbrPlugin());
    plugin.bindController(new CubicPlugin());
    return plugin;
  }
}
