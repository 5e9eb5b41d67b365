package org.tquic.congestion.newreno;

import org.tquic.spi.congestion.AckEvent;
import org.tquic.spi.congestion.CongestionController;
import org.tquic.spi.congestion.CongestionHandover;
import org.tquic.spi.congestion.CongestionPhase;
import org.tquic.spi.congestion.EcnEvent;
import org.tquic.spi.congestion.LossEvent;
import org.tquic.spi.congestion.PathInfo;

/** RFC 9002 section 7: doubles until loss, then adds one datagram in each round trip. */
final class NewReno implements CongestionController {
  private static final long UNBOUNDED = Long.MAX_VALUE;

  private long datagramBytes;
  private long windowBytes;
  private long ssthreshBytes = UNBOUNDED;
  private long avoidedBytes;
  private boolean recovering;

  NewReno(PathInfo path, CongestionHandover handover) {
    datagramBytes = path.maxDatagramBytes();
    windowBytes = handover.startWindowBytes(path);
    if (handover.isPresent()) {
      boolean searching = handover.phase().isSearching();
      long known = handover.ssthreshBytes() >= 0 ? handover.ssthreshBytes() : windowBytes;
      ssthreshBytes = searching && handover.ssthreshBytes() < 0 ? UNBOUNDED : known;
      ssthreshBytes = Math.max(ssthreshBytes, minimumBytes());
    }
  }

  private long minimumBytes() {
    return 2 * datagramBytes;
  }

  @Override
  public void onAck(AckEvent event) {
    long acked = event.ackedSinceEpochBytes();
    recovering &= acked == 0;
    if (!event.isWindowLimited()) {
      return;
    }
    if (windowBytes < ssthreshBytes) {
      windowBytes += acked;
      return;
    }
    avoidedBytes += acked;
    if (avoidedBytes >= windowBytes) {
      avoidedBytes -= windowBytes;
      windowBytes += datagramBytes;
    }
  }

  @Override
  public void onLoss(LossEvent event) {
    if (event.isNewEpoch()) {
      halve();
    }
    if (event.isPersistentCongestion()) {
      windowBytes = minimumBytes();
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
    windowBytes = Math.max(windowBytes / 2, minimumBytes());
    ssthreshBytes = windowBytes;
    avoidedBytes = 0;
    recovering = true;
  }

  @Override
  public void onMtuChanged(int maxDatagramBytes, long nowNs) {
    datagramBytes = maxDatagramBytes;
    windowBytes = Math.max(windowBytes, minimumBytes());
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
