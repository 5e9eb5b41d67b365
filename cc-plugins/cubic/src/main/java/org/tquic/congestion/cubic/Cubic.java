package org.tquic.congestion.cubic;

import java.util.function.Supplier;
import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionEventSink;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.HyStart;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.congestion.SentEvent;
import org.tquic.spi.congestion.SpuriousLossEvent;

/** CUBIC, RFC 9438, with HyStart++, RFC 9406. */
final class Cubic implements CongestionController {
  private final HyStart hyStart = new HyStart();
  private final CongestionEventSink events;
  private final Supplier<CutRule> rule;
  private final Stage stage;

  /** As it was before the last cut, RFC 9438 section 4.9. */
  private final Stage undo = new Stage(0);

  /** Packets held lost in the recovery period that could be undone; 0 for none. */
  private int lost;

  private long datagramBytes;
  private long minimumBytes;
  private boolean recovering;
  private long lastAckNs;

  /**
   * @param rule what a loss leaves, which may change at any time
   */
  Cubic(PathInfo path, CongestionHandover handover, Supplier<CutRule> rule) {
    this.rule = rule;
    events = path.events();
    datagramBytes = path.maxDatagramBytes();
    minimumBytes = path.minimumWindowBytes();
    stage = new Stage(handover.startWindowBytes(path));
    if (!handover.isPresent()) {
      return;
    }
    if (handover.ssthreshBytes() >= 0) {
      stage.ssthreshBytes = Math.max(handover.ssthreshBytes(), minimumBytes);
    } else if (!handover.phase().isSearching()) {
      stage.ssthreshBytes = congestionWindow();
    }
    if (!stage.isSlowStart()) {
      stage.settle();
    }
  }

  @Override
  public void onPacketSent(SentEvent event) {
    hyStart.onPacketSent(event.packetNumber());
  }

  @Override
  public void onAck(AckEvent event) {
    CongestionPhase before = phase();
    long acked = event.ackedSinceEpochBytes();
    if (acked > 0) {
      recovering = false;
    }
    boolean searching = stage.ssthreshBytes == Stage.UNBOUNDED;
    if (searching) {
      long rttNs = event.hasRttSample() ? event.latestRttNs() : -1;
      hyStart.onAck(event.largestPacketNumber(), rttNs);
      if (hyStart.isOver()) {
        stage.ssthreshBytes = congestionWindow();
      }
    }
    // A window that is not used says nothing about the path, and its time does not count:
    // RFC 9438 section 5.8.
    if (acked > 0 && event.isWindowLimited()) {
      if (stage.isSlowStart()) {
        stage.windowBytes += searching ? hyStart.growthBytes(acked) : acked;
      } else {
        long usedNs = Math.min(event.nowNs() - lastAckNs, event.smoothedRttNs());
        stage.avoidCongestion(acked, usedNs, event.smoothedRttNs(), datagramBytes);
      }
    }
    lastAckNs = event.nowNs();
    tell(before, event.nowNs());
  }

  @Override
  public void onLoss(LossEvent event) {
    CongestionPhase before = phase();
    if (event.isNewEpoch()) {
      undo.set(stage);
      lost = 0;
      cut();
    }
    if (undo.windowBytes > 0) {
      lost += event.lostPackets();
    }
    if (event.isPersistentCongestion()) {
      stage.collapse(minimumBytes);
      undo.windowBytes = 0;
      recovering = false;
    }
    tell(before, event.nowNs());
  }

  @Override
  public void onEcnCe(EcnEvent event) {
    if (event.isNewEpoch()) {
      CongestionPhase before = phase();
      cut();
      // A mark cannot turn out to be none.
      undo.windowBytes = 0;
      tell(before, event.nowNs());
    }
  }

  private void cut() {
    stage.cut(rule.get(), minimumBytes);
    recovering = true;
  }

  @Override
  public void onSpuriousLoss(SpuriousLossEvent event) {
    lost = Math.max(lost - event.spuriousPackets(), 0);
    if (lost > 0 || undo.windowBytes <= 0) {
      return;
    }
    CongestionPhase before = phase();
    if (undo.windowBytes > stage.windowBytes) {
      stage.set(undo);
      recovering = false;
    }
    undo.windowBytes = 0;
    tell(before, event.nowNs());
  }

  @Override
  public void onMtuChanged(int maxDatagramBytes, long nowNs) {
    datagramBytes = maxDatagramBytes;
    minimumBytes = 2 * datagramBytes;
    stage.onSegmentChanged(minimumBytes);
  }

  private void tell(CongestionPhase before, long nowNs) {
    CongestionPhase now = phase();
    if (now != before) {
      events.onPhase(before, now, nowNs);
    }
  }

  @Override
  public long congestionWindow() {
    return (long) stage.windowBytes;
  }

  @Override
  public long ssthreshBytes() {
    return stage.ssthreshBytes == Stage.UNBOUNDED ? -1 : stage.ssthreshBytes;
  }

  @Override
  public CongestionPhase phase() {
    if (recovering) {
      return CongestionPhase.RECOVERY;
    }
    return stage.isSlowStart() ? CongestionPhase.SLOW_START : CongestionPhase.CONGESTION_AVOIDANCE;
  }
}
