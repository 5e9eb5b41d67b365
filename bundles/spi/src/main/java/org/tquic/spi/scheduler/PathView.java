package org.tquic.spi.scheduler;

/**
 * A path as its scheduler sees it; a reused view, valid only during the call. Times are
 * nanoseconds, sizes bytes, rates bytes per second; -1 is unknown.
 */
public interface PathView {
  /** Id of the path, stable over its life, never reused within a bond. */
  int id();

  /** Name of the link below the path. */
  String linkName();

  /** Smoothed round-trip time. */
  long smoothedRttNs();

  /** Latest round-trip time. */
  long latestRttNs();

  /** Minimum round-trip time. */
  long minRttNs();

  /** Variation of the round-trip time. */
  long rttVarianceNs();

  /**
   * One-way delay to the peer, queues included, beyond that of the bond's fastest path. Measured
   * without synchronised clocks where news of several paths comes back over one.
   */
  default long forwardDelayNs() {
    return -1;
  }

  /** Bytes that may be under way: the controller's window, or less where the bond bounds it. */
  long congestionWindow();

  /** Bytes sent and neither acknowledged nor held lost. */
  long bytesInFlight();

  /** Bytes assigned to the path and not yet sent. */
  long queuedBytes();

  /** Pacing rate of the controller. */
  long pacingRateBps();

  /** Measured delivery rate. */
  long deliveryRateBps();

  /** Share of packets lost lately, 0 to 1. */
  double lossRate();

  /** Probe timeouts since the last acknowledgement. */
  int ptoCount();

  /** Time since the last acknowledgement. */
  long lastAckAgeNs(long nowNs);

  /** Largest inner packet that fits. */
  int maxPayload();

  /** Weight set by the operator, above 0, or -1 where none is set. */
  double weight();

  /**
   * Bytes that the link below the path may still carry in both directions until its quota is used
   * up, after which the path is gone; some seconds old. -1 where it has no quota, and at the
   * server, which is not told.
   */
  default long quotaLeftBytes() {
    return -1;
  }

  /**
   * Bytes that can be given to the path now without waiting in a queue behind its window; none
   * while more waits than its pacer lets go.
   */
  default long room() {
    return congestionWindow() - bytesInFlight() - queuedBytes();
  }
}
