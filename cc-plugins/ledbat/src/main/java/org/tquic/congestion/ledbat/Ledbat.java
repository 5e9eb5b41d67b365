package org.tquic.congestion.ledbat;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.LossBasedController;
import org.tquic.spi.congestion.PathInfo;

/**
 * LEDBAT++, draft-irtf-iccrg-ledbat-plus-plus: low extra delay background transport, on round-trip
 * times. It grows no faster than NewReno, slower on short paths, and shrinks in proportion to how
 * far the queueing delay is above a target that is below what flows of others make.
 */
final class Ledbat extends LossBasedController {
  private static final long TARGET_NS = 60_000_000;
  private static final int MAX_GAIN_DIVISOR = 16;

  /** Share of the target at which the first slow start ends. */
  private static final double START_END = 0.75;

  private final QueueingDelay delay;
  private final Slowdowns slowdowns = new Slowdowns();

  Ledbat(PathInfo path, CongestionHandover handover, long nowNs) {
    super(path, handover, null);
    delay = new QueueingDelay(nowNs);
    if (handover.minRttNs() > 0) {
      delay.onSample(handover.minRttNs(), nowNs);
    }
  }

  @Override
  public void onAck(AckEvent event) {
    if (event.hasRttSample()) {
      delay.onSample(event.latestRttNs(), event.nowNs());
    }
    if (!delay.isKnown()) {
      return;
    }
    if (slowdowns.isStarting() && isSlowStart() && delay.ns() > START_END * TARGET_NS) {
      setWindow(windowBytes(), windowBytes());
    }
    if (slowdowns.onAck(isSlowStart(), event.smoothedRttNs(), event.nowNs())) {
      setWindow(minimumBytes(), windowBytes());
    }
    super.onAck(event);
  }

  /** The slower the shorter the path, so that short ones are no more greedy than long ones. */
  static double gain(long baseNs) {
    return 1.0 / Math.min(MAX_GAIN_DIVISOR, Math.ceilDiv(2 * TARGET_NS, baseNs));
  }

  @Override
  protected double slowStartBytes(AckEvent event, long ackedBytes) {
    return slowdowns.isSlowed() ? 0 : gain(delay.baseNs()) * ackedBytes;
  }

  @Override
  protected double avoidanceBytes(AckEvent event, long ackedBytes) {
    double share = ackedBytes / windowBytes();
    double above = (double) delay.ns() / TARGET_NS - 1;
    double roundBytes = gain(delay.baseNs()) * datagramBytes();
    if (above > 0) {
      roundBytes = Math.max(roundBytes - above * windowBytes(), -windowBytes() / 2);
    }
    return share * roundBytes;
  }
}
