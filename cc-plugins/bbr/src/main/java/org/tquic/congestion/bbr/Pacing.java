package org.tquic.congestion.bbr;

/** Rate and bursts of sending, draft-ietf-ccwg-bbr, "Pacing Rate" and "Send Quantum". */
final class Pacing {
  /** Sends a little slower than the estimate, so that queues shrink. */
  private static final double MARGIN = 0.99;

  private static final double UNKNOWN_RTT_NS = 1e6;

  /** Twice the draft's time: timers outside of a kernel are late by up to a millisecond. */
  private static final double QUANTUM_NS = 2e6;

  private static final int QUANTUM_DATAGRAMS = 2;

  private final double initialWindowBytes;
  private double rateBps;
  private boolean rttKnown;

  /** The initial window, sent at once as no round-trip time is known to spread it over. */
  Pacing(long initialWindowBytes) {
    this.initialWindowBytes = initialWindowBytes;
    set(UNKNOWN_RTT_NS);
  }

  private void set(double rttNs) {
    rateBps = BbrState.STARTUP.pacingGain * initialWindowBytes * 1e9 / rttNs;
  }

  /** The first sample of the round-trip time, nanoseconds; later ones change nothing. */
  void onRtt(long rttNs) {
    if (!rttKnown) {
      rttKnown = true;
      set(rttNs);
    }
  }

  /**
   * @param bandwidthBps bytes per second, 0 for unknown
   * @param mayFall whether the capacity is known, so that a lower rate is not a mere lack of data
   */
  void update(double bandwidthBps, double gain, boolean mayFall) {
    double rate = MARGIN * gain * bandwidthBps;
    if (rate > 0 && (mayFall || rate > rateBps)) {
      rateBps = rate;
      rttKnown = true;
    }
  }

  /** Bytes per second. */
  long rateBps() {
    return Math.max((long) rateBps, 1);
  }

  /** Bytes that may be sent back to back. */
  long quantumBytes(int datagramBytes) {
    return Math.max((long) (rateBps * 1e-9 * QUANTUM_NS), (long) QUANTUM_DATAGRAMS * datagramBytes);
  }
}
