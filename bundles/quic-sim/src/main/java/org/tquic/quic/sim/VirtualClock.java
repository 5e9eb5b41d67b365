package org.tquic.quic.sim;

/** Time that passes only when the simulation says so, nanoseconds. */
public final class VirtualClock {
  private long nowNs;

  VirtualClock(long startNs) {
    this.nowNs = startNs;
  }

  /** The time, nanoseconds; never runs backwards. */
  public long nowNs() {
    return nowNs;
  }

  void advanceTo(long timeNs) {
    if (timeNs < nowNs) {
      throw new IllegalStateException("time cannot go back from " + nowNs + " to " + timeNs);
    }
    nowNs = timeNs;
  }
}
