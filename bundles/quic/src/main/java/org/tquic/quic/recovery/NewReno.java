package org.tquic.quic.recovery;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;
import org.tquic.spi.congestion.SentEvent;

/**
 * The controller that is always there, RFC 9002 section 7; its first slow start is {@link
 * HyStart}'s.
 */
public final class NewReno implements CongestionController {
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

  private static final long UNBOUNDED = Long.MAX_VALUE;

  private long datagramBytes;
  private long minimumBytes;
  private long windowBytes;
  private long ssthreshBytes = UNBOUNDED;
  private long creditBytes;
  private boolean recovering;

  /** Null once the capacity was found, or when it was told. */
  private HyStart start;

  private NewReno(PathInfo path, CongestionHandover handover) {
    datagramBytes = path.maxDatagramBytes();
    minimumBytes = path.minimumWindowBytes();
    windowBytes = handover.startWindowBytes(path);
    if (!handover.isPresent()) {
      start = new HyStart();
      return;
    }
    if (handover.ssthreshBytes() >= 0) {
      ssthreshBytes = Math.max(handover.ssthreshBytes(), minimumBytes);
    } else if (!handover.phase().isSearching()) {
      ssthreshBytes = windowBytes;
    } else {
      start = new HyStart();
    }
  }

  @Override
  public void onPacketSent(SentEvent event) {
    if (start != null) {
      start.onPacketSent(event.packetNumber());
    }
  }

  @Override
  public void onAck(AckEvent event) {
    if (start != null) {
      search(event);
    }
    long acked = event.ackedSinceEpochBytes();
    if (acked > 0) {
      recovering = false;
    }
    // A window that is not used says nothing about the path: RFC 9002 section 7.8.
    if (!event.isWindowLimited()) {
      return;
    }
    if (windowBytes < ssthreshBytes) {
      windowBytes += start == null ? acked : start.growthBytes(acked);
      return;
    }
    // One datagram for each window's worth, RFC 9002 section 7.3.3.
    creditBytes += acked;
    if (creditBytes >= windowBytes) {
      creditBytes -= windowBytes;
      windowBytes += datagramBytes;
    }
  }

  private void search(AckEvent event) {
    start.onAck(event.largestPacketNumber(), event.hasRttSample() ? event.latestRttNs() : -1);
    if (start.isOver()) {
      start = null;
      ssthreshBytes = windowBytes;
    }
  }

  @Override
  public void onLoss(LossEvent event) {
    if (event.isNewEpoch()) {
      halve();
    }
    if (event.isPersistentCongestion()) {
      windowBytes = minimumBytes;
      recovering = false;
    }
  }

  @Override
  public void onEcnCe(EcnEvent event) {
    if (event.isNewEpoch()) {
      halve();
    }
  }

  private void halve() {
    windowBytes = Math.max(windowBytes / 2, minimumBytes);
    ssthreshBytes = windowBytes;
    creditBytes = 0;
    recovering = true;
    start = null;
  }

  @Override
  public void onMtuChanged(int maxDatagramBytes, long nowNs) {
    datagramBytes = maxDatagramBytes;
    minimumBytes = 2 * datagramBytes;
    windowBytes = Math.max(windowBytes, minimumBytes);
  }

  @Override
  public long congestionWindow() {
    return windowBytes;
  }

  @Override
  public long ssthreshBytes() {
    return ssthreshBytes == UNBOUNDED ? -1 : ssthreshBytes;
  }

  @Override
  public CongestionPhase phase() {
    if (recovering) {
      return CongestionPhase.RECOVERY;
    }
    return windowBytes < ssthreshBytes
        ? CongestionPhase.SLOW_START
        : CongestionPhase.CONGESTION_AVOIDANCE;
  }
}
