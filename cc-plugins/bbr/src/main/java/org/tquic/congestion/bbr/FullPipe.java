package org.tquic.congestion.bbr;

/** Sees that the pipe is full: faster sending has not raised the rate enough for 3 rounds. */
final class FullPipe {
  /** What raises the rate enough, where sending may become twice as fast. */
  static final double GROWTH = 1.25;

  private static final int ROUNDS = 3;

  private double baselineBps;
  private int flatRounds;
  private boolean now;
  private boolean reached;

  /** Looks anew, from a rate in bytes per second on. */
  void restart(double rateBps) {
    baselineBps = rateBps;
    flatRounds = 0;
    now = false;
  }

  /**
   * A round began with a sample that nothing but the path limited.
   *
   * @param growth factor by which the rate has to grow in a round
   */
  void onRound(double rateBps, double growth) {
    if (now) {
      return;
    }
    if (rateBps >= baselineBps * growth) {
      restart(rateBps);
      return;
    }
    flatRounds++;
    if (flatRounds >= ROUNDS) {
      reach();
      now = true;
    }
  }

  /** The capacity is known by other signs. */
  void reach() {
    reached = true;
  }

  /** That it was known is taken back. */
  void forget() {
    reached = false;
  }

  /** Whether it was full since it was last looked for. */
  boolean isNow() {
    return now;
  }

  /** Whether it ever was full. */
  boolean isReached() {
    return reached;
  }
}
