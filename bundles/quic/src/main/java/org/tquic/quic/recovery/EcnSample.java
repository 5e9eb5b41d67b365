package org.tquic.quic.recovery;

import org.tquic.spi.congestion.EcnEvent;

/** The one event object for ECN counts. */
final class EcnSample implements EcnEvent {
  private long ceDelta;
  private long ectDelta;
  private long nowNs;
  private long largestSentNs;
  private long inFlightBytes;
  private boolean newEpoch;

  void set(long ce, long ect) {
    ceDelta = ce;
    ectDelta = ect;
  }

  void complete(long now, long sentNs, long inFlight, boolean isNewEpoch) {
    nowNs = now;
    largestSentNs = sentNs;
    inFlightBytes = inFlight;
    newEpoch = isNewEpoch;
  }

  @Override
  public long nowNs() {
    return nowNs;
  }

  @Override
  public long ceDelta() {
    return ceDelta;
  }

  @Override
  public long ectDelta() {
    return ectDelta;
  }

  @Override
  public long largestSentNs() {
    return largestSentNs;
  }

  @Override
  public long inFlightBytes() {
    return inFlightBytes;
  }

  @Override
  public boolean isNewEpoch() {
    return newEpoch;
  }
}
