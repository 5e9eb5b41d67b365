package org.tquic.congestion.bbr;

/** The search for the capacity and the draining that follows it: when each of them is over. */
final class Startup {
  /**
   * Share lost in a round that ends the search. The draft says 2 %; a queue that overflows while
   * the rate doubles loses far more, and random loss less.
   */
  private static final double MAX_LOSS = 0.08;

  private static final int DRAIN_ROUNDS = 3;

  private final PathModel model;
  private long drainStartRound;

  Startup(PathModel model) {
    this.model = model;
  }

  /** Whether losses or marks of the round that ended say that the pipe is more than full. */
  boolean isTooMuch(RateSample sample) {
    return model.lossRound.isStart()
        && (model.lossRound.isMarked()
            || model.lossRound.hasManyLosses()
                && sample.lostBytes > MAX_LOSS * sample.sentInFlightBytes);
  }

  /** Ends the search there: what the round delivered fits. */
  void stop() {
    model.pipe.reach();
    long bdp = model.bdpBytes(model.bandwidthBps(), 1);
    long delivered = Math.max(model.lossRound.latestBytes(), model.minPipeBytes());
    model.inFlightLongTerm = Math.max(bdp, delivered);
  }

  BbrState drain() {
    drainStartRound = model.rounds.count();
    return BbrState.DRAIN;
  }

  /** Whether the queue is empty, or does not become so because the bandwidth is overestimated. */
  boolean isDrained(RateSample sample, long quantumBytes) {
    long pipe = model.inFlight(model.bandwidthBps(), 1, BbrState.DRAIN, quantumBytes);
    return sample.inFlightBytes <= pipe || model.rounds.count() > drainStartRound + DRAIN_ROUNDS;
  }
}
