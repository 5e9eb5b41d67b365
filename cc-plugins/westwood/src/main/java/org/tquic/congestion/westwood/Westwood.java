package org.tquic.congestion.westwood;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.LossBasedController;
import org.tquic.spi.congestion.PathInfo;

/**
 * Westwood+: L. A. Grieco and S. Mascolo, "Performance evaluation and comparison of Westwood+, New
 * Reno, and Vegas TCP congestion control", ACM CCR 34(2), 2004. It grows as NewReno; a loss or mark
 * leaves estimated bandwidth times minimum round-trip time, so that one that says nothing of the
 * bottleneck's queue costs little.
 */
final class Westwood extends LossBasedController {
  private final BandwidthEstimate bandwidth;
  private long minRttNs;

  Westwood(PathInfo path, CongestionHandover handover) {
    super(path, handover);
    bandwidth = new BandwidthEstimate(handover.bandwidthBps());
    minRttNs = handover.minRttNs();
  }

  @Override
  public void onAck(AckEvent event) {
    minRttNs = event.minRttNs();
    bandwidth.onAck(
        event.nowNs(), event.ackedBytes(), event.smoothedRttNs(), event.isWindowLimited());
    super.onAck(event);
  }

  @Override
  public void onIdleRestart(long nowNs) {
    bandwidth.restart(nowNs);
  }

  @Override
  protected double avoidanceBytes(AckEvent event, long ackedBytes) {
    return renoBytes(ackedBytes);
  }

  @Override
  protected double reducedBytes() {
    return bandwidth.isKnown() && minRttNs > 0
        ? bandwidth.bps() * (minRttNs / 1e9)
        : super.reducedBytes();
  }

  @Override
  public long bandwidthBps() {
    return bandwidth.isKnown() ? (long) bandwidth.bps() : -1;
  }
}
