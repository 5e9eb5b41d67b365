package org.tquic.congestion.olia;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.LossBasedController;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.congestion.SiblingPath;
import org.tquic.spi.congestion.SiblingPaths;

/**
 * The opportunistic linked increases algorithm: R. Khalili, N. Gast, M. Popovic and J.-Y. Le
 * Boudec, "MPTCP is not Pareto-optimal: performance issues and a possible solution", CoNEXT 2012;
 * draft-khalili-mptcp-congestion-control.
 */
final class Olia extends LossBasedController {
  private final SiblingPaths siblings;
  private final Opportunity opportunity = new Opportunity();

  Olia(PathInfo path, CongestionHandover handover) {
    super(path, handover);
    siblings = path.siblings();
  }

  @Override
  protected double avoidanceBytes(AckEvent event, long ackedBytes) {
    double rtt = event.smoothedRttNs();
    double totalRate = windowBytes() / rtt;
    opportunity.begin(congestionWindow(), Opportunity.quality(event.lossIntervalBytes(), rtt));
    int others = siblings.size();
    for (int i = 0; i < others; i++) {
      SiblingPath other = siblings.get(i);
      double otherRtt = other.smoothedRttNs();
      totalRate += other.congestionWindow() / otherRtt;
      opportunity.add(
          other.congestionWindow(), Opportunity.quality(other.lossIntervalBytes(), otherRtt));
    }
    double linked = windowBytes() / (rtt * rtt) / (totalRate * totalRate);
    double moved = opportunity.alpha() / windowBytes();
    return (linked + moved) * ackedBytes * datagramBytes();
  }
}
