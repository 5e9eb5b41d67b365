package org.tquic.spi.congestion;

/**
 * Packets were declared lost; a reused view, valid only during the call. Times are nanoseconds,
 * sizes bytes. Probes of the path's MTU are not among them.
 */
public interface LossEvent {
  /** Time. */
  long nowNs();

  /** Bytes lost. */
  long lostBytes();

  /** Packets lost. */
  int lostPackets();

  /** Largest packet number lost. */
  long largestPacketNumber();

  /** When that packet was sent. */
  long largestSentNs();

  /** Bytes in flight when that packet was sent, itself included. */
  long largestInFlightBytes();

  /** Bytes lost since that packet was sent, all of this event included. */
  long lostSinceLargestSentBytes();

  /** Whether the application limited sending when that packet was sent. */
  boolean isLargestApplicationLimited();

  /** Bytes delivered on the path since it began. */
  long deliveredBytes();

  /** Bytes in flight now, without those lost. */
  long inFlightBytes();

  /**
   * Whether a recovery period begins with this. If not, the packets were sent before the current
   * one began, and a window that was cut for it is not cut again: RFC 9002 section 7.3.2.
   */
  boolean isNewEpoch();

  /** Whether this shows persistent congestion, RFC 9002 section 7.6. */
  boolean isPersistentCongestion();
}
