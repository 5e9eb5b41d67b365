package org.tquic.congestion.ledbat;

/**
 * When LEDBAT++ sends next to nothing for two round trips, so that the queue empties and all who
 * share it see the base delay: two round trips after the first slow start, and from then on so that
 * slowdowns with their recovery take a tenth of the time.
 */
final class Slowdowns {
  private static final int ROUNDS = 2;
  private static final int PAUSE_FACTOR = 9;

  private enum State {
    /** The first slow start runs. */
    STARTING,
    PAUSING,
    SLOWED,
    RECOVERING
  }

  private final boolean baseKnown;
  private State state = State.STARTING;
  private long beganNs;
  private long nextNs;

  /**
   * None so far.
   *
   * @param baseKnown whether the base delay was told by a predecessor, so that the first slowdown
   *     can wait as long as the ones after it
   */
  Slowdowns(boolean baseKnown) {
    this.baseKnown = baseKnown;
  }

  /**
   * Takes an acknowledgement.
   *
   * @param slowStart whether the window is below its threshold
   * @param recoveryRounds round trips that the window needs to grow back after a slowdown
   * @return whether a slowdown begins now
   */
  boolean onAck(boolean slowStart, double recoveryRounds, long rttNs, long nowNs) {
    switch (state) {
      case STARTING -> {
        if (!slowStart) {
          state = State.PAUSING;
          double rounds = baseKnown ? PAUSE_FACTOR * (ROUNDS + recoveryRounds) : ROUNDS;
          nextNs = nowNs + (long) (rounds * rttNs);
        }
      }
      case PAUSING -> {
        if (nowNs >= nextNs) {
          state = State.SLOWED;
          beganNs = nowNs;
          nextNs = nowNs + ROUNDS * rttNs;
          return true;
        }
      }
      case SLOWED -> {
        if (nowNs >= nextNs) {
          state = State.RECOVERING;
        }
      }
      case RECOVERING -> {
        if (!slowStart) {
          state = State.PAUSING;
          nextNs = nowNs + PAUSE_FACTOR * (nowNs - beganNs);
        }
      }
    }
    return false;
  }

  /** Whether the first slow start runs, which a delay ends. */
  boolean isStarting() {
    return state == State.STARTING;
  }

  /** Whether the window has to stay where a slowdown put it. */
  boolean isSlowed() {
    return state == State.SLOWED;
  }
}
