package org.tquic.quic.sim;

import java.util.random.RandomGenerator;

/**
 * Which datagrams are lost: each by itself, or in bursts by Gilbert's chain of two states, of which
 * the good one passes everything and the bad one nothing.
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
   * Sets the mean share lost and the mean number lost in a row.
   *
   * @param share 0 to 1
   * @param meanBurst at least 1; 1 = losses independent of each other
   */
  void set(double share, double meanBurst) {
    loss = share;
    leaveBad = meanBurst > 1 ? 1 / meanBurst : 0;
    // In the long run the chain is bad for enter / (enter + leave) of the datagrams.
    enterBad = share < 1 ? share * leaveBad / (1 - share) : 1;
    bad = bad && share > 0 && meanBurst > 1;
  }

  /** Whether the next datagram is lost. */
  boolean loses() {
    if (loss <= 0 || loss >= 1) {
      return loss >= 1;
    }
    if (leaveBad == 0) {
      return random.nextDouble() < loss;
    }
    bad = bad ? random.nextDouble() >= leaveBad : random.nextDouble() < enterBad;
    return bad;
  }
}
