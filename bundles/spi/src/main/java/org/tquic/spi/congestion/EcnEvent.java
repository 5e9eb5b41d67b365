package org.tquic.spi.congestion;

/**
 * The peer counted congestion marks on a path whose ECN is validated; a reused view, valid only
 * during the call.
 */
public interface EcnEvent {
  /** Time, nanoseconds. */
  long nowNs();

  /** Packets newly counted as marked CE. */
  long ceDelta();

  /** Packets newly counted as ECT(0) or ECT(1). */
  long ectDelta();

  /** When the largest packet newly acknowledged was sent, nanoseconds. */
  long largestSentNs();

  /** Bytes in flight now. */
  long inFlightBytes();

  /** Whether a recovery period begins with this, as for {@link LossEvent#isNewEpoch()}. */
  boolean isNewEpoch();
}
