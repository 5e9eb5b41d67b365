package org.tquic.congestion.copa;

/**
 * How fast the window moves: doubles each round trip once it has moved the same way for three,
 * section 2.1 of the paper, and is 1 again when it turns.
 */
final class Velocity {
  private static final int STEADY_ROUNDS = 3;

  /** No window is so large that more would matter. */
  private static final double MOST = 1 << 16;

  private double value = 1;
  private double windowAtRoundBytes;
  private boolean up;
  private int sameRounds;

  Velocity(double windowBytes) {
    windowAtRoundBytes = windowBytes;
  }

  /** A round trip ended with this window. */
  void onRound(double windowBytes) {
    boolean nowUp = windowBytes > windowAtRoundBytes;
    windowAtRoundBytes = windowBytes;
    if (nowUp != up) {
      up = nowUp;
      sameRounds = 0;
      value = 1;
    } else if (++sameRounds >= STEADY_ROUNDS) {
      value = Math.min(2 * value, MOST);
    }
  }

  /** What the window moves with in this direction; against the last rounds' it is slow. */
  double towards(boolean upwards) {
    return upwards == up ? value : 1;
  }

  /** The window was moved by other means. */
  void restart(double windowBytes) {
    windowAtRoundBytes = windowBytes;
    sameRounds = 0;
    value = 1;
  }
}
