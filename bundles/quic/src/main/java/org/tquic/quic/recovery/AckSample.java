package org.tquic.quic.recovery;

import org.tquic.quic.Ecn;
import org.tquic.spi.congestion.AckEvent;

/** The one event object for acknowledgements, filled while a frame is processed. */
final class AckSample implements AckEvent {
  private final RttEstimator rtt;
  private final DeliveryRateSampler rate;
  private final RecoveryEpoch epoch;

  private long nowNs;
  private long ackedBytes;
  private long ackedSinceEpochBytes;
  private long largestPacketNumber;
  private long largestSentNs;
  private long inFlightBeforeBytes;
  private long inFlightAfterBytes;
  private long ackDelayNs;
  private boolean rttSample;
  private boolean windowLimited;
  private long lossIntervalBytes;

  /** Packets, those not in flight and those of older generations included. */
  int packets;

  /** Whether any of them was ack-eliciting. */
  boolean ackEliciting;

  /** Packets of this generation that were sent with ECT(0) and with ECT(1). */
  int ect0;

  int ect1;

  /** The largest packet of all, and whether it was sent on this generation of the path. */
  long largestOfAll;

  long largestOfAllSentNs;
  boolean largestIsCurrent;

  AckSample(RttEstimator rtt, DeliveryRateSampler rate, RecoveryEpoch epoch) {
    this.rtt = rtt;
    this.rate = rate;
    this.epoch = epoch;
  }

  void begin(long now, long inFlight) {
    nowNs = now;
    inFlightBeforeBytes = inFlight;
    ackedBytes = 0;
    ackedSinceEpochBytes = 0;
    largestPacketNumber = -1;
    largestSentNs = -1;
    packets = 0;
    ackEliciting = false;
    ect0 = 0;
    ect1 = 0;
    largestOfAll = -1;
  }

  void add(SentPacket packet, boolean current) {
    packets++;
    ackEliciting |= packet.ackEliciting;
    if (packet.packetNumber > largestOfAll) {
      largestOfAll = packet.packetNumber;
      largestOfAllSentNs = packet.sentNs;
      largestIsCurrent = current;
    }
    if (!current) {
      return;
    }
    if (packet.ecn == Ecn.ECT_0) {
      ect0++;
    } else if (packet.ecn == Ecn.ECT_1) {
      ect1++;
    }
    if (!packet.inFlight) {
      return;
    }
    ackedBytes += packet.bytes;
    if (!epoch.contains(packet.sentNs)) {
      ackedSinceEpochBytes += packet.bytes;
    }
    if (packet.packetNumber > largestPacketNumber) {
      largestPacketNumber = packet.packetNumber;
      largestSentNs = packet.sentNs;
    }
  }

  void complete(
      long delayNs, boolean hasRttSample, long inFlight, boolean limited, long lossInterval) {
    ackDelayNs = delayNs;
    if (epoch.contains(largestSentNs)) {
      // A recovery period began with this very acknowledgement, after all that it acknowledges.
      ackedSinceEpochBytes = 0;
    }
    rttSample = hasRttSample;
    inFlightAfterBytes = inFlight;
    windowLimited = limited;
    lossIntervalBytes = lossInterval;
  }

  @Override
  public long nowNs() {
    return nowNs;
  }

  @Override
  public long ackedBytes() {
    return ackedBytes;
  }

  @Override
  public long ackedSinceEpochBytes() {
    return ackedSinceEpochBytes;
  }

  @Override
  public long largestPacketNumber() {
    return largestPacketNumber;
  }

  @Override
  public long largestSentNs() {
    return largestSentNs;
  }

  @Override
  public long inFlightBeforeBytes() {
    return inFlightBeforeBytes;
  }

  @Override
  public long inFlightAfterBytes() {
    return inFlightAfterBytes;
  }

  @Override
  public long latestRttNs() {
    return rtt.latestNs();
  }

  @Override
  public long smoothedRttNs() {
    return rtt.smoothedNs();
  }

  @Override
  public long rttVarianceNs() {
    return rtt.varianceNs();
  }

  @Override
  public long minRttNs() {
    return rtt.minNs();
  }

  @Override
  public boolean hasRttSample() {
    return rttSample;
  }

  @Override
  public long ackDelayNs() {
    return ackDelayNs;
  }

  @Override
  public boolean isWindowLimited() {
    return windowLimited;
  }

  @Override
  public long sampleDeliveredBytes() {
    return rate.sampleBytes();
  }

  @Override
  public long sampleIntervalNs() {
    return rate.intervalNs();
  }

  @Override
  public long samplePriorDeliveredBytes() {
    return rate.priorDeliveredBytes();
  }

  @Override
  public long sampleInFlightBytes() {
    return rate.sampleInFlightBytes();
  }

  @Override
  public long sampleLostBytes() {
    return rate.sampleLostBytes();
  }

  @Override
  public boolean isSampleApplicationLimited() {
    return rate.isSampleLimited();
  }

  @Override
  public long deliveredBytes() {
    return rate.deliveredBytes();
  }

  @Override
  public long lostBytes() {
    return rate.lostBytes();
  }

  @Override
  public long lossIntervalBytes() {
    return lossIntervalBytes;
  }
}
