package org.tquic.congestion.bbr;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.congestion.EngineController;

/**
 * BBR (draft-ietf-ccwg-bbr): keeps to the measured bandwidth, so that the random loss of mobile
 * links does not slow it down. On quiche, its own.
 */
@Component(property = EngineController.PROPERTY + "=bbr")
public final class QuicheBbr implements EngineController {
  @Override
  public String id() {
    return "bbr";
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
