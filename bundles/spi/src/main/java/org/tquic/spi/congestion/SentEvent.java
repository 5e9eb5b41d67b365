package org.tquic.spi.congestion;

/** A packet was sent; a reused view, valid only during the call. */
public interface SentEvent {
  /** Time, nanoseconds. */
  long nowNs();

  /** Number of the packet in its space. */
  long packetNumber();

  /** Size in bytes. */
  int bytes();

  /** Bytes in flight before it. */
  long inFlightBeforeBytes();

  /** Whether nothing more is there to be sent after it. */
  boolean isApplicationLimited();
}
