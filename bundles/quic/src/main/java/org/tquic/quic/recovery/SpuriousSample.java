package org.tquic.quic.recovery;

import org.tquic.spi.congestion.SpuriousLossEvent;

/** The one event object for losses that were none. */
final class SpuriousSample implements SpuriousLossEvent {
  private long nowNs;
  private long bytes;
  private int packets;
  private long largestPacketNumber;
  private long largestSentNs;
  private long largestLostNs;

  void begin(long now) {
    nowNs = now;
    bytes = 0;
    packets = 0;
    largestPacketNumber = -1;
  }

  void add(long packetNumber, long sentNs, long lostNs, int size) {
    bytes += size;
    packets++;
    if (packetNumber > largestPacketNumber) {
      largestPacketNumber = packetNumber;
      largestSentNs = sentNs;
      largestLostNs = lostNs;
    }
  }

  @Override
  public long nowNs() {
    return nowNs;
  }

  @Override
  public long spuriousBytes() {
    return bytes;
  }

  @Override
  public int spuriousPackets() {
    return packets;
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
  public long largestLostNs() {
    return largestLostNs;
  }
}
