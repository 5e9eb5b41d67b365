package org.tquic.quic.recovery;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;

/** The controller that is always there, RFC 9002 section 7. */
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

  private NewReno(PathInfo path, CongestionHandover handover) {
    datagramBytes = path.maxDatagramBytes();
    minimumBytes = path.minimumWindowBytes();
    windowBytes = handover.startWindowBytes(path);
    if (!handover.isPresent()) {
      return;
    }
    if (handover.ssthreshBytes() >= 0) {
      ssthreshBytes = Math.max(handover.ssthreshBytes(), minimumBytes);
    } else if (!handover.phase().isSearching()) {
      ssthreshBytes = windowBytes;
    }
  }

  @Override
  public void onAck(AckEvent event) {
    long acked = event.ackedSinceEpochBytes();
    if (acked > 0) {
      recovering = false;
    }
    // A window that is not used says nothing about the path: RFC 9002 section 7.8.
    if (!event.isWindowLimited()) {
      return;
    }
    if (windowBytes < ssthreshBytes) {
      windowBytes += acked;
      return;
    }
    // One datagram for each window's worth, RFC 9002 section 7.3.3.
    creditBytes += acked;
    if (creditBytes >= windowBytes) {
      creditBytes -= windowBytes;
      windowBytes += datagramBytes;
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
