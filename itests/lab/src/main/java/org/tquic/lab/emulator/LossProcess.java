package org.tquic.lab.emulator;

import java.util.random.RandomGenerator;

/**
 * Decides which frames are lost: independently, or in bursts by the two-state chain of Gilbert (all
 * frames pass in the good state, none in the bad one).
 */
final class LossProcess {
  private final RandomGenerator random;
  private double loss;
  private double enterBad;
  private double leaveBad;
  private boolean bad;

  LossProcess(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Sets the mean share of lost frames and the mean number lost in a row.
   *
   * @param share 0 to 1
   * @param meanBurst frames, at least 1
   */
  void set(double share, double meanBurst) {
    loss = share;
    leaveBad = meanBurst > 1 ? 1 / meanBurst : 0;
    // The share of time in the bad state is enter / (enter + leave).
    enterBad = share < 1 ? Math.min(1, share * leaveBad / (1 - share)) : 1;
    bad = bad && share > 0;
  }

  /** Whether the next frame is lost. */
  boolean loses() {
    if (loss <= 0) {
      return false;
    }
    if (loss >= 1) {
      return true;
    }
    if (leaveBad == 0) {
      return random.nextDouble() < loss;
    }
    bad = bad ? random.nextDouble() >= leaveBad : random.nextDouble() < enterBad;
    return bad;
  }
}
