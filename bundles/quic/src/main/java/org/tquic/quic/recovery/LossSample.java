package org.tquic.quic.recovery;

import org.tquic.spi.congestion.LossEvent;

/** The one event object for losses. */
final class LossSample implements LossEvent {
  private final DeliveryRateSampler rate;
  private long nowNs;
  private long lostBytes;
  private int lostPackets;
  private long largestPacketNumber;
  private long largestSentNs;
  private long largestInFlightBytes;
  private long lostBeforeLargestBytes;
  private boolean largestLimited;
  private long inFlightBytes;
  private boolean newEpoch;
  private boolean persistent;

  LossSample(DeliveryRateSampler rate) {
    this.rate = rate;
  }

  void begin(long now) {
    nowNs = now;
    lostBytes = 0;
    lostPackets = 0;
  }

  void add(SentPacket packet) {
    lostBytes += packet.bytes;
    lostPackets++;
    largestPacketNumber = packet.packetNumber;
    largestSentNs = packet.sentNs;
    largestInFlightBytes = packet.inFlightBytes;
    lostBeforeLargestBytes = packet.lostBytes;
    largestLimited = packet.applicationLimited;
  }

  void complete(long inFlight, boolean isNewEpoch, boolean isPersistent) {
    inFlightBytes = inFlight;
    newEpoch = isNewEpoch;
    persistent = isPersistent;
  }

  @Override
  public long nowNs() {
    return nowNs;
  }

  @Override
  public long lostBytes() {
    return lostBytes;
  }

  @Override
  public int lostPackets() {
    return lostPackets;
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
  public long largestInFlightBytes() {
    return largestInFlightBytes;
  }

  @Override
  public long lostSinceLargestSentBytes() {
    return rate.lostBytes() - lostBeforeLargestBytes;
  }

  @Override
  public boolean isLargestApplicationLimited() {
    return largestLimited;
  }

  @Override
  public long deliveredBytes() {
    return rate.deliveredBytes();
  }

  @Override
  public long inFlightBytes() {
    return inFlightBytes;
  }

  @Override
  public boolean isNewEpoch() {
    return newEpoch;
  }

  @Override
  public boolean isPersistentCongestion() {
    return persistent;
  }
}
