package org.tquic.spi.congestion;

/** Packets declared lost were acknowledged after all; a reused view, valid only during the call. */
public interface SpuriousLossEvent {
  /** Time, nanoseconds. */
  long nowNs();

  /** Bytes that were not lost. */
  long spuriousBytes();

  /** Packets that were not lost. */
  int spuriousPackets();

  /** Largest packet number of them. */
  long largestPacketNumber();

  /** When that packet was sent, nanoseconds. */
  long largestSentNs();

  /** When that packet was declared lost, nanoseconds. */
  long largestLostNs();
}
