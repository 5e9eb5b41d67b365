package org.tquic.spi.congestion;

/**
 * Packets were newly acknowledged; a reused view, valid only during the call. Times are
 * nanoseconds, sizes bytes; -1 is unknown.
 */
public interface AckEvent {
  /** Time. */
  long nowNs();

  /** Bytes newly acknowledged. */
  long ackedBytes();

  /**
   * Those of {@link #ackedBytes()} that were sent after the latest recovery period began: only
   * these let a window grow, RFC 9002 section 7.3.2.
   */
  long ackedSinceEpochBytes();

  /** Largest packet number newly acknowledged. */
  long largestPacketNumber();

  /** When that packet was sent. */
  long largestSentNs();

  /** Bytes in flight before this acknowledgement. */
  long inFlightBeforeBytes();

  /** Bytes in flight after it, and after the losses that it showed. */
  long inFlightAfterBytes();

  /** Latest round-trip time. */
  long latestRttNs();

  /** Smoothed round-trip time; the initial guess before the first sample. */
  long smoothedRttNs();

  /** Variation of the round-trip time. */
  long rttVarianceNs();

  /** Minimum round-trip time. */
  long minRttNs();

  /** Whether this acknowledgement gave a sample of the round-trip time. */
  boolean hasRttSample();

  /** How long the peer says that it held the acknowledgement back. */
  long ackDelayNs();

  /** Whether the window, not the application, limited sending of what is acknowledged. */
  boolean isWindowLimited();

  /**
   * Bytes delivered over {@link #sampleIntervalNs()}: a sample of the delivery rate, or -1 where
   * this acknowledgement gives none.
   */
  long sampleDeliveredBytes();

  /** Time over which they were delivered. */
  long sampleIntervalNs();

  /** Bytes delivered on the path when the packet that the sample rests on was sent. */
  long samplePriorDeliveredBytes();

  /** Bytes in flight when that packet was sent, itself included. */
  long sampleInFlightBytes();

  /** Bytes lost since that packet was sent. */
  long sampleLostBytes();

  /** Whether the application limited the sample, which then may be too low. */
  boolean isSampleApplicationLimited();

  /** Bytes delivered on the path since it began. */
  long deliveredBytes();

  /** Bytes lost on the path since it began. */
  long lostBytes();

  /**
   * Bytes acknowledged since the latest congestion event, or between that and the one before,
   * whichever is more: an estimate of how much the path carries between losses.
   */
  long lossIntervalBytes();
}
