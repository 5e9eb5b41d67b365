package org.tquic.congestion.auto;

import java.util.List;
import org.tquic.spi.congestion.CongestionControllerFactory;

/** The controller that chooses, with others to choose from, as the framework would give them. */
public final class InstalledAuto {
  private InstalledAuto() {}

  /** Beside these. */
  public static CongestionControllerFactory beside(List<CongestionControllerFactory> others) {
    AutoPlugin auto = new AutoPlugin();
    others.forEach(auto::bindController);
    return auto;
  }
}
