package org.tquic.bond.path;

/** Share of packets lost lately, an average that forgets by half each few hundred packets. */
public final class LossMeter {
  private static final double KEEP = 0.998;

  private double rate;

  /** Takes note of packets that arrived and packets that were lost. */
  public void add(int arrived, int lost) {
    for (int i = 0; i < lost; i++) {
      rate = rate * KEEP + (1 - KEEP);
    }
    rate *= Math.pow(KEEP, arrived);
  }

  /** The share, 0 to 1. */
  public double rate() {
    return rate;
  }
}
