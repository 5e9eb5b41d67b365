package org.tquic.congestion.ledbat;

import java.util.function.LongSupplier;
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
  private static final int MAX_GAIN_DIVISOR = 16;

  /** Share of the target at which the first slow start ends. */
  private static final double START_END = 0.75;

  private final LongSupplier targetNs;
  private final QueueingDelay delay;
  private final Slowdowns slowdowns;

  /**
   * @param targetNs queueing delay to keep to, which may change at any time
   */
  Ledbat(PathInfo path, CongestionHandover handover, long nowNs, LongSupplier targetNs) {
    super(path, handover, null);
    this.targetNs = targetNs;
    delay = new QueueingDelay(nowNs);
    slowdowns = new Slowdowns(handover.minRttNs() > 0);
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
    if (slowdowns.isStarting() && isSlowStart() && delay.ns() > START_END * targetNs.getAsLong()) {
      setWindow(windowBytes(), windowBytes());
    }
    if (slowdowns.onAck(isSlowStart(), recoveryRounds(), event.smoothedRttNs(), event.nowNs())) {
      setWindow(minimumBytes(), windowBytes());
    }
    super.onAck(event);
  }

  /** Each of them multiplies the window by one and the gain. */
  private double recoveryRounds() {
    double growth = 1 + gain(delay.baseNs(), targetNs.getAsLong());
    return Math.log(windowBytes() / minimumBytes()) / Math.log(growth);
  }

  /** The slower the shorter the path, so that short ones are no more greedy than long ones. */
  static double gain(long baseNs, long targetNs) {
    return 1.0 / Math.min(MAX_GAIN_DIVISOR, Math.ceilDiv(2 * targetNs, baseNs));
  }

  @Override
  protected double slowStartBytes(AckEvent event, long ackedBytes) {
    return slowdowns.isSlowed() ? 0 : gain(delay.baseNs(), targetNs.getAsLong()) * ackedBytes;
  }

  @Override
  protected double avoidanceBytes(AckEvent event, long ackedBytes) {
    double share = ackedBytes / windowBytes();
    long target = targetNs.getAsLong();
    double above = (double) delay.ns() / target - 1;
    double roundBytes = gain(delay.baseNs(), target) * datagramBytes();
    if (above > 0) {
      roundBytes = Math.max(roundBytes - above * windowBytes(), -windowBytes() / 2);
    }
    return share * roundBytes;
  }
}
