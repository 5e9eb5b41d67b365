package org.tquic.quic.recovery;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.LossBasedController;
import org.tquic.spi.congestion.PathInfo;

/** The controller that is always there, RFC 9002 section 7. */
public final class NewReno extends LossBasedController {
  /** Id that selects it. */
  public static final String ID = "newreno";

  /** Makes it. */
  public static final CongestionControllerFactory FACTORY =
      new CongestionControllerFactory() {
        @Override
        public String id() {
          return ID;
        }

        @Override
        public CongestionController create(PathInfo path, CongestionHandover handover, long nowNs) {
          return new NewReno(path, handover);
        }
      };

  private NewReno(PathInfo path, CongestionHandover handover) {
    super(path, handover);
  }

  @Override
  protected double avoidanceBytes(AckEvent event, long ackedBytes) {
    return renoBytes(ackedBytes);
  }
}
