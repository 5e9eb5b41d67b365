package org.tquic.congestion.bbr;

/** What a round of losses found when it began, to go back to if none of them was a loss. */
final class Undo {
  private BbrState leftState;
  private double bandwidthBps;
  private long inFlightShortTerm;
  private long inFlightLongTerm;
  private int lost;

  /** The first loss of a round. */
  void begin(PathModel model) {
    leftState = null;
    bandwidthBps = model.shortTerm.bandwidthBps();
    inFlightShortTerm = model.shortTerm.inFlightBytes();
    inFlightLongTerm = model.inFlightLongTerm;
    lost = 0;
  }

  void onLost(int packets) {
    lost += packets;
  }

  /** Losses made this state end. */
  void onLeft(BbrState state) {
    leftState = state;
  }

  /** Packets were no losses; whether all of the round are such now. */
  boolean onSpurious(int packets) {
    if (lost == 0) {
      return false;
    }
    lost = Math.max(lost - packets, 0);
    return lost == 0;
  }

  /** Goes back, and gives the state that was left for the losses, or null. */
  BbrState restore(PathModel model) {
    model.lossRound.clear();
    model.losses.settle();
    model.pipe.restart(0);
    model.shortTerm.restore(bandwidthBps, inFlightShortTerm);
    model.inFlightLongTerm = Math.max(model.inFlightLongTerm, inFlightLongTerm);
    BbrState left = leftState;
    leftState = null;
    return left;
  }
}
