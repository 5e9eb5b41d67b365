package org.tquic.congestion.newreno;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.LossBasedController;
import org.tquic.spi.congestion.PathInfo;

/** RFC 9002 section 7: doubles until loss, then adds one datagram in each round trip. */
final class NewReno extends LossBasedController {
  NewReno(PathInfo path, CongestionHandover handover) {
    super(path, handover);
  }

  @Override
  protected double avoidanceBytes(AckEvent event, long ackedBytes) {
    return renoBytes(ackedBytes);
  }
}
