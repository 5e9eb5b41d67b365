package org.tquic.congestion.newreno;

import org.osgi.service.component.annotations.Component;
import org.tquic.spi.congestion.EngineController;

/** NewReno (RFC 9002 section 7): the plain controller of the QUIC standard. On quiche, its own. */
@Component(property = EngineController.PROPERTY + "=newreno")
public final class QuicheNewReno implements EngineController {
  @Override
  public String id() {
    return "newreno";
  }

  @Override
  public String engine() {
    return "quiche";
  }

  @Override
  public String algorithm() {
    return "newreno";
  }
}
