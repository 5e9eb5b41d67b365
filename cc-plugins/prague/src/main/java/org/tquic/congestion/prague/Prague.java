package org.tquic.congestion.prague;

import java.util.function.LongSupplier;
import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.LossBasedController;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;

/**
 * Prague, draft-briscoe-iccrg-prague-congestion-control, the controller of L4S, RFC 9330 and 9331:
 * DCTCP (RFC 8257) made fit for the internet. A round trip with marks takes away half of the share
 * that is marked; a loss halves, as everywhere else. Flows on paths shorter than a reference
 * round-trip time grow as if they were on one of that.
 */
final class Prague extends LossBasedController {
  /** Longest burst, so that a queue of a millisecond is not filled by one. */
  private static final double BURST_SECONDS = 250e-6;

  private final LongSupplier referenceRttNs;
  private final MarkShare marks;
  private long smoothedRttNs = -1;

  /** The window before the marks that began the recovery period, or 0 where a loss did. */
  private double unmarkedWindowBytes;

  /**
   * @param referenceRttNs the draft's reference round-trip time, which may change at any time
   */
  Prague(PathInfo path, CongestionHandover handover, long nowNs, LongSupplier referenceRttNs) {
    super(path, handover);
    this.referenceRttNs = referenceRttNs;
    marks = new MarkShare(nowNs);
  }

  @Override
  public boolean isL4s() {
    return true;
  }

  @Override
  public void onAck(AckEvent event) {
    smoothedRttNs = event.smoothedRttNs();
    long roundNs = Math.max(smoothedRttNs, referenceRttNs.getAsLong());
    double unmarked = marks.onAck(event.ackedBytes(), roundNs, event.nowNs());
    super.onAck(event);
    // Marks do not stop growth for a round trip as a loss does: the draft's section on additive
    // increase.
    if (event.isWindowLimited() && phase() == CongestionPhase.CONGESTION_AVOIDANCE) {
      grow(referenceShare() * renoBytes(unmarked * event.ackedBytes()));
    }
  }

  /** All growth of congestion avoidance is that of {@link #onAck}, which knows what was marked. */
  @Override
  protected double avoidanceBytes(AckEvent event, long ackedBytes) {
    return 0;
  }

  /** How much slower a short path grows, for the same rate as one of the reference. */
  private double referenceShare() {
    double ratio = Math.min((double) smoothedRttNs / referenceRttNs.getAsLong(), 1);
    return ratio * ratio;
  }

  @Override
  public void onEcnCe(EcnEvent event) {
    marks.onMarks(event.ceDelta(), event.ectDelta());
    if (event.isNewEpoch()) {
      unmarkedWindowBytes = windowBytes();
      double reduced = windowBytes() * (1 - marks.alpha() / 2);
      setWindow(reduced, reduced);
    }
  }

  @Override
  public void onLoss(LossEvent event) {
    super.onLoss(event);
    if (!event.isNewEpoch() && unmarkedWindowBytes > 0) {
      // The period that a mark began has not answered a loss yet.
      double reduced = Math.min(windowBytes(), unmarkedWindowBytes / 2);
      setWindow(reduced, reduced);
    }
    unmarkedWindowBytes = 0;
  }

  @Override
  public long pacingRateBps() {
    if (smoothedRttNs <= 0) {
      return -1;
    }
    double gain = isSlowStart() ? 2 : 1;
    return Math.max(1, (long) (gain * windowBytes() * 1e9 / smoothedRttNs));
  }

  @Override
  public long sendQuantumBytes() {
    return smoothedRttNs <= 0
        ? -1
        : Math.max(2 * datagramBytes(), (long) (pacingRateBps() * BURST_SECONDS));
  }
}
