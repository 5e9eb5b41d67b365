package org.tquic.congestion.copa;

import java.util.function.DoubleSupplier;
import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;

/**
 * Copa: V. Arun and H. Balakrishnan, "Copa: Practical Delay-Based Congestion Control for the
 * Internet", NSDI 2018. The window moves towards a target rate of 1/(delta × queueing delay), so
 * that each flow has about 1/delta packets in the bottleneck's queue.
 *
 * <p>Additions to the paper: a queue that may be Copa's own is taken away before it counts as
 * somebody else's ({@link Competition}). Velocity takes no more than the queue away in a round
 * trip, since a faster one empties the link before it sees that the queue is gone. A link may have
 * no queue to measure, and the paper's Copa ignores losses where it is alone: here a round trip
 * that loses more than a tenth halves the window, and a mark reduces it to four fifths, RFC 8511.
 */
final class Copa implements CongestionController {
  private static final double HEAVY_LOSS = 0.1;
  private static final double LOSS_FACTOR = 0.5;
  private static final double MARK_FACTOR = 0.8;

  /** Section 2.1: the window decides the rate, pacing only spreads it. */
  private static final double PACING_GAIN = 2;

  private final Delays delays = new Delays();
  private final Competition competition;
  private final Velocity velocity;

  private long datagramBytes;
  private long minimumBytes;
  private double windowBytes;
  private boolean slowStart;
  private long holdUntilNs;
  private long roundStartNs;
  private long roundAckedBytes;
  private long roundLostBytes;

  Copa(PathInfo path, CongestionHandover handover, long nowNs, DoubleSupplier delta) {
    datagramBytes = path.maxDatagramBytes();
    minimumBytes = path.minimumWindowBytes();
    windowBytes = handover.startWindowBytes(path);
    slowStart = !handover.isPresent() || handover.phase().isSearching();
    competition = new Competition(delta, nowNs);
    velocity = new Velocity(windowBytes);
    roundStartNs = nowNs;
    if (handover.minRttNs() > 0) {
      delays.onSample(nowNs, handover.minRttNs(), handover.minRttNs());
    }
  }

  @Override
  public void onAck(AckEvent event) {
    if (event.hasRttSample()) {
      delays.onSample(event.nowNs(), event.latestRttNs(), event.smoothedRttNs());
      boolean empty = delays.isNearlyEmpty(datagramBytes * delays.standingNs() / windowBytes);
      competition.onQueue(empty, event.smoothedRttNs(), event.nowNs());
    }
    if (!delays.isKnown()) {
      return;
    }
    roundAckedBytes += event.ackedBytes();
    boolean below = windowBytes <= targetBytes();
    slowStart &= below;
    if (!slowStart && competition.takeDrain(event.smoothedRttNs(), event.nowNs())) {
      reduce(1 - (double) delays.queueNs() / delays.standingNs());
      holdUntilNs = event.nowNs() + event.smoothedRttNs();
    }
    // A window that is not used says nothing about the path.
    if (!below || event.isWindowLimited() && event.nowNs() >= holdUntilNs) {
      move(event.ackedBytes(), below);
    }
    if (event.largestSentNs() >= roundStartNs) {
      endRound(event.nowNs());
    }
  }

  /** The window that sends at the target rate; unbounded without a queue. */
  private double targetBytes() {
    double queueNs = delays.queueNs();
    return queueNs == 0
        ? Double.POSITIVE_INFINITY
        : competition.packets() * datagramBytes * delays.standingNs() / queueNs;
  }

  private void move(long ackedBytes, boolean up) {
    double share = slowStart ? 1 : Math.min(roundBytes(up) / windowBytes, 1);
    set(windowBytes + (up ? share : -share) * ackedBytes);
  }

  /** By how much the window moves in a round trip. */
  private double roundBytes(boolean up) {
    double unitBytes = competition.packets() * datagramBytes;
    double bytes = velocity.towards(up) * unitBytes;
    if (up) {
      return bytes;
    }
    // The queue that is seen is a round trip old: no velocity may take away more than it.
    double queueBytes = windowBytes * delays.queueNs() / delays.standingNs();
    return Math.clamp(bytes, unitBytes, Math.max(unitBytes, queueBytes));
  }

  private void endRound(long nowNs) {
    if (roundLostBytes == 0) {
      competition.onRound();
    } else if (roundLostBytes > HEAVY_LOSS * (roundLostBytes + roundAckedBytes)) {
      reduce(LOSS_FACTOR);
    }
    if (!slowStart) {
      velocity.onRound(windowBytes);
    }
    roundStartNs = nowNs;
    roundAckedBytes = 0;
    roundLostBytes = 0;
  }

  private void reduce(double factor) {
    slowStart = false;
    set(factor * windowBytes);
    velocity.restart(windowBytes);
  }

  private void set(double bytes) {
    windowBytes = Math.max(bytes, minimumBytes);
  }

  @Override
  public void onLoss(LossEvent event) {
    roundLostBytes += event.lostBytes();
    if (event.isNewEpoch()) {
      competition.onLoss();
      if (slowStart) {
        reduce(LOSS_FACTOR);
      }
    }
    if (event.isPersistentCongestion()) {
      reduce(0);
      slowStart = true;
    }
  }

  @Override
  public void onEcnCe(EcnEvent event) {
    if (event.isNewEpoch()) {
      competition.onLoss();
      reduce(MARK_FACTOR);
    }
  }

  @Override
  public void onMtuChanged(int maxDatagramBytes, long nowNs) {
    datagramBytes = maxDatagramBytes;
    minimumBytes = 2 * datagramBytes;
    set(windowBytes);
  }

  @Override
  public long congestionWindow() {
    return (long) windowBytes;
  }

  @Override
  public long pacingRateBps() {
    return delays.isKnown()
        ? Math.max(1, (long) (PACING_GAIN * windowBytes * 1e9 / delays.standingNs()))
        : -1;
  }

  @Override
  public CongestionPhase phase() {
    return slowStart ? CongestionPhase.STARTUP : CongestionPhase.PROBE_BANDWIDTH;
  }
}
