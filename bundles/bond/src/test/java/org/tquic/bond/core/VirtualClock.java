package org.tquic.bond.core;

/** Time that moves only when told. */
final class VirtualClock {
  private long nowNs = 1_000_000_000L;

  long nowNs() {
    return nowNs;
  }

  void advanceTo(long timeNs) {
    nowNs = Math.max(nowNs, timeNs);
  }
}
