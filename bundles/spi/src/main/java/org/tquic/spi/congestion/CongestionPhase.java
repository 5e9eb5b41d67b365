package org.tquic.spi.congestion;

/** What a controller is doing; for display, and for a successor to carry on from. */
public enum CongestionPhase {
  /** A loss-based controller looks for the capacity, doubling. */
  SLOW_START,
  /** A loss-based controller grows slowly. */
  CONGESTION_AVOIDANCE,
  /** A loss-based controller waits for the end of a recovery period. */
  RECOVERY,
  /** A model-based controller looks for the capacity. */
  STARTUP,
  /** A model-based controller empties the queue that it made. */
  DRAIN,
  /** A model-based controller follows the bandwidth. */
  PROBE_BANDWIDTH,
  /** A model-based controller empties the path to see its round-trip time. */
  PROBE_RTT;

  /** Whether the controller works by a model of bandwidth and round-trip time. */
  public boolean isModelBased() {
    return ordinal() >= STARTUP.ordinal();
  }

  /** Whether the capacity is not known yet. */
  public boolean isSearching() {
    return this == SLOW_START || this == STARTUP;
  }
}
