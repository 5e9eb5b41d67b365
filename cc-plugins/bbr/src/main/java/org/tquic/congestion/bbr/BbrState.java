package org.tquic.congestion.bbr;

import org.tquic.spi.congestion.CongestionPhase;

/** States with their gains, draft-ietf-ccwg-bbr, "Summary of Control Behavior". */
enum BbrState {
  /** Doubles the rate each round until the pipe is full. */
  STARTUP(2.77, 2, CongestionPhase.STARTUP),
  /** Empties the queue that Startup left. */
  DRAIN(0.5, 2, CongestionPhase.DRAIN),
  /** Sends slower than the path delivers. */
  PROBE_DOWN(0.9, 2, CongestionPhase.PROBE_BANDWIDTH),
  /** Sends as fast as the path delivers. */
  PROBE_CRUISE(1, 2, CongestionPhase.PROBE_BANDWIDTH),
  /** Fills the pipe before it is probed. */
  PROBE_REFILL(1, 2, CongestionPhase.PROBE_BANDWIDTH),
  /** Sends faster than the path delivers, as far as is known. */
  PROBE_UP(1.25, 2.25, CongestionPhase.PROBE_BANDWIDTH),
  /** Halves what is under way, to see the round-trip time without a queue. */
  PROBE_RTT(1, 0.5, CongestionPhase.PROBE_RTT);

  final double pacingGain;
  final double windowGain;
  final CongestionPhase phase;

  BbrState(double pacingGain, double windowGain, CongestionPhase phase) {
    this.pacingGain = pacingGain;
    this.windowGain = windowGain;
    this.phase = phase;
  }

  /** Whether it is one of the cycle in which bandwidth is probed. */
  boolean isProbeBandwidth() {
    return phase == CongestionPhase.PROBE_BANDWIDTH;
  }

  /** Whether loss is what it looks for, and so not answered by the short-term bounds. */
  boolean isAccelerating() {
    return this == STARTUP || this == PROBE_REFILL || this == PROBE_UP;
  }
}
