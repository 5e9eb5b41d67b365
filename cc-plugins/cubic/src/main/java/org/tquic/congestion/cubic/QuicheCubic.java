package org.tquic.congestion.cubic;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.congestion.EngineController;

/**
 * CUBIC (RFC 9438): the default of most of the internet; loss makes it slow down. On quiche, its
 * own.
 */
@Component(property = EngineController.PROPERTY + "=cubic")
public final class QuicheCubic implements EngineController {
  @Override
  public String id() {
    return "cubic";
  }

  @Override
  public String engine() {
    return "quiche";
  }

  @Override
  public String algorithm() {
    return "cubic";
  }
}
