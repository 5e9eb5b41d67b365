package org.tquic.congestion.balia;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.LossBasedController;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.congestion.SiblingPath;
import org.tquic.spi.congestion.SiblingPaths;

/**
 * Balanced linked adaptation: Q. Peng, A. Walid, J. Hwang and S. H. Low, "Multipath TCP: Analysis,
 * Design, and Implementation", IEEE/ACM ToN 24(1), 2016; draft-walid-mptcp-congestion-control.
 */
final class Balia extends LossBasedController {
  /** Bound of how much more than half a loss takes away. */
  private static final double MOST_DECREASE = 1.5;

  private final SiblingPaths siblings;
  private long smoothedRttNs;

  // Of the paths as they are now; rates are bytes per nanosecond.
  private double ownRate;
  private double totalRate;
  private double bestRate;

  Balia(PathInfo path, CongestionHandover handover) {
    super(path, handover);
    siblings = path.siblings();
    smoothedRttNs = path.initialRttNs();
  }

  private void survey() {
    ownRate = windowBytes() / smoothedRttNs;
    totalRate = ownRate;
    bestRate = ownRate;
    int others = siblings.size();
    for (int i = 0; i < others; i++) {
      SiblingPath other = siblings.get(i);
      double rate = (double) other.congestionWindow() / other.smoothedRttNs();
      totalRate += rate;
      bestRate = Math.max(bestRate, rate);
    }
  }

  /** How many times as fast as this path the fastest is, 1 for itself. */
  private double alpha() {
    return bestRate / ownRate;
  }

  @Override
  public void onAck(AckEvent event) {
    smoothedRttNs = event.smoothedRttNs();
    super.onAck(event);
  }

  @Override
  protected double avoidanceBytes(AckEvent event, long ackedBytes) {
    survey();
    double linked = ownRate / smoothedRttNs / (totalRate * totalRate);
    double balance = (1 + alpha()) / 2 * ((4 + alpha()) / 5);
    return linked * balance * ackedBytes * datagramBytes();
  }

  @Override
  protected double reducedBytes() {
    survey();
    return windowBytes() * (1 - Math.min(alpha(), MOST_DECREASE) / 2);
  }
}
