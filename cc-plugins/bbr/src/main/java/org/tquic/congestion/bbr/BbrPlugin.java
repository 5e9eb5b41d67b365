package org.tquic.congestion.bbr;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.tquic.spi.Parameter;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.EngineController;
import org.tquic.spi.congestion.PathInfo;

/**
 * BBR (draft-ietf-ccwg-bbr): keeps to the measured bandwidth, so that the random loss of mobile
 * links does not slow it down. On the multipath engine {@link Bbr}, on quiche its own.
 */
@Component(
    configurationPid = BbrPlugin.PID,
    service = {CongestionControllerFactory.class, EngineController.class},
    property = CongestionControllerFactory.PROPERTY + "=bbr")
@Designate(ocd = BbrParameters.class)
public final class BbrPlugin implements CongestionControllerFactory, EngineController {
  static final String PID = "org.tquic.congestion.bbr";

  /** Read by controllers on their loops, set by configuration. */
  private volatile double lossShare = BbrParameters.LOSS_PERCENT / 100.0;

  @Activate
  @Modified
  void configure(BbrParameters parameters) {
    lossShare =
        Parameter.within("losspercent", parameters.losspercent(), 0, BbrParameters.MOST_PERCENT)
            / 100.0;
  }

  @Override
  public String id() {
    return "bbr";
  }

  @Override
  public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
    return new Bbr(path, handover, nowNs, () -> lossShare);
  }

  @Override
  public String engine() {
    return "quiche";
  }

  @Override
  public String algorithm() {
    return "bbr";
  }
}
