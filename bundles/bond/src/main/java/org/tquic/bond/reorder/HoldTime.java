package org.tquic.bond.reorder;

/**
 * How long to wait for a missing packet: a little longer than missing ones have lately taken to
 * come, and never less than it takes to ask for it and get it. Rises at once, falls by half each
 * {@value #HALF_LIFE_MS} ms.
 */
public final class HoldTime {
  private static final long HALF_LIFE_MS = 4_000;
  private static final long MAX_NS = 400_000_000;
  private static final long INITIAL_NS = 80_000_000;
  private static final double MARGIN = 1.3;

  private double longestNs = INITIAL_NS;
  private long recoveryNs = 20_000_000;
  private long lastNs;

  /** The time to wait now. */
  public long currentNs(long nowNs) {
    decay(nowNs);
    return Math.min(Math.max((long) (longestNs * MARGIN), recoveryNs), MAX_NS);
  }

  /** Sets the time in which a lost packet can be asked for and come again. */
  public void recoveryNs(long timeNs) {
    recoveryNs = timeNs;
  }

  /** A missing packet came this long after its gap was seen. */
  public void onFilled(long waitedNs, long nowNs) {
    decay(nowNs);
    longestNs = Math.max(longestNs, waitedNs);
  }

  private void decay(long nowNs) {
    if (lastNs != 0) {
      longestNs *= Math.exp(-Math.log(2) * (nowNs - lastNs) / (HALF_LIFE_MS * 1e6));
    }
    lastNs = nowNs;
  }
}
