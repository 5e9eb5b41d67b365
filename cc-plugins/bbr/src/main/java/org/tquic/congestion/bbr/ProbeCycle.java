package org.tquic.congestion.bbr;

import java.util.random.RandomGenerator;

/**
 * The cycle in which bandwidth is probed, draft-ietf-ccwg-bbr, "ProbeBW Algorithm Details": when to
 * go from one state to the next, and what its samples and losses tell of the bytes that fit into
 * the path.
 */
final class ProbeCycle {
  private static final double LOSS_THRESHOLD = 0.02;
  private static final double BETA = 0.7;
  private static final long WAIT_NS = 2_000_000_000L;
  private static final long WAIT_SPREAD_NS = 1_000_000_000L;
  private static final int MAX_RENO_ROUNDS = 63;
  private static final int MAX_SLOPE = 30;
  private static final int DRAIN_ROUNDS = 4;

  /** What the acknowledgements that come now tell of the last probe. */
  private enum Feedback {
    NONE,
    REFILLING,
    STARTING,
    PROBING,
    STOPPING
  }

  private final PathModel model;
  private final RandomGenerator random;
  private Feedback feedback = Feedback.NONE;
  private boolean probeSample;
  private boolean tooHigh;
  private boolean precautionary;
  private boolean probeSoon;
  private long sinceNs;
  private long waitNs;
  private long roundsSinceUp;
  private long downRound;
  private int upRounds;
  private long upAckedBytes;
  private long ackedPerDatagram = PathModel.UNBOUNDED;

  ProbeCycle(PathModel model, RandomGenerator random) {
    this.model = model;
    this.random = random;
  }

  // Each of these enters a state and returns it.

  BbrState down(long deliveredBytes, long nowNs) {
    model.lossRound.reset();
    model.losses.settle();
    ackedPerDatagram = PathModel.UNBOUNDED;
    downRound = model.rounds.count();
    roundsSinceUp = random.nextInt(2);
    waitNs = WAIT_NS + random.nextLong(WAIT_SPREAD_NS);
    sinceNs = nowNs;
    feedback = Feedback.STOPPING;
    model.rounds.restart(deliveredBytes);
    return BbrState.PROBE_DOWN;
  }

  BbrState refill(long deliveredBytes) {
    model.shortTerm.reset();
    upRounds = 0;
    upAckedBytes = 0;
    precautionary = false;
    probeSoon = false;
    feedback = Feedback.REFILLING;
    model.rounds.restart(deliveredBytes);
    return BbrState.PROBE_REFILL;
  }

  private BbrState up(RateSample sample, long windowBytes) {
    probeSample = true;
    feedback = Feedback.STARTING;
    model.rounds.restart(sample.deliveredBytes);
    model.pipe.restart(sample.rateBps);
    raiseSlope(windowBytes);
    return BbrState.PROBE_UP;
  }

  /** What is acknowledged from now on was not sent to probe: ProbeRTT begins. */
  void stopFeedback() {
    feedback = Feedback.STOPPING;
  }

  /** The path was away: the next probe need not wait. */
  void probeSoon() {
    probeSoon = true;
  }

  /** The state that follows on an acknowledgement, which may be the same. */
  BbrState next(BbrState state, RateSample sample, long windowBytes, long quantumBytes) {
    if (model.rounds.isStart()) {
      roundsSinceUp++;
    }
    if (adaptLongTerm(state, sample, windowBytes)) {
      return refill(sample.deliveredBytes);
    }
    return switch (state) {
      case PROBE_DOWN -> {
        if (isTimeToProbe(windowBytes, sample.nowNs)) {
          yield refill(sample.deliveredBytes);
        }
        yield isDrained(state, sample, quantumBytes) ? BbrState.PROBE_CRUISE : state;
      }
      case PROBE_CRUISE ->
          isTimeToProbe(windowBytes, sample.nowNs) ? refill(sample.deliveredBytes) : state;
      case PROBE_REFILL -> model.rounds.isStart() ? up(sample, windowBytes) : state;
      case PROBE_UP -> {
        if (isTimeToGoDown(sample, windowBytes)) {
          tooHigh = false;
          yield down(sample.deliveredBytes, sample.nowNs);
        }
        yield state;
      }
      default -> state;
    };
  }

  /** The draft's AdaptLongTermModel; whether a cautious probe went well and is to be repeated. */
  private boolean adaptLongTerm(BbrState state, RateSample sample, long windowBytes) {
    if (model.rounds.isStart()) {
      if (feedback == Feedback.STARTING) {
        feedback = Feedback.PROBING;
      } else if (feedback == Feedback.STOPPING) {
        probeSample = false;
        feedback = Feedback.NONE;
        if (state.isProbeBandwidth()) {
          if (!sample.limited) {
            model.maxBandwidth.advance();
          }
          if (precautionary && !tooHigh) {
            return true;
          }
        }
      }
    }
    if (model.inFlightLongTerm != PathModel.UNBOUNDED
        && !isTooMuch(sample.lostBytes, sample.sentInFlightBytes)) {
      model.inFlightLongTerm = Math.max(model.inFlightLongTerm, sample.sentInFlightBytes);
      if (state == BbrState.PROBE_UP) {
        raiseLongTerm(sample, windowBytes);
      }
    }
    return false;
  }

  /** Whether losses say that this was too much in flight. */
  boolean isTooMuch(long lostBytes, long inFlightBytes) {
    return lostBytes > inFlightBytes * LOSS_THRESHOLD && model.losses.isOverdrawn();
  }

  private void raiseLongTerm(RateSample sample, long windowBytes) {
    if (!sample.windowLimited || windowBytes < model.inFlightLongTerm) {
      return;
    }
    upAckedBytes += sample.ackedBytes;
    if (upAckedBytes >= ackedPerDatagram) {
      long datagrams = upAckedBytes / ackedPerDatagram;
      upAckedBytes -= datagrams * ackedPerDatagram;
      model.inFlightLongTerm += datagrams * model.datagramBytes;
    }
    if (model.rounds.isStart()) {
      raiseSlope(windowBytes);
    }
  }

  private void raiseSlope(long windowBytes) {
    ackedPerDatagram = Math.max(windowBytes >> upRounds, model.datagramBytes);
    upRounds = Math.min(upRounds + 1, MAX_SLOPE);
  }

  private boolean isTimeToProbe(long windowBytes, long nowNs) {
    // So often would Reno lose a packet, whose window grows by one datagram each round.
    long reno = model.targetInFlight(windowBytes) / model.datagramBytes;
    return nowNs > sinceNs + waitNs
        || roundsSinceUp >= Math.min(reno, MAX_RENO_ROUNDS)
        || probeSoon && model.rounds.isStart();
  }

  private boolean isDrained(BbrState state, RateSample sample, long quantumBytes) {
    // Where delays vary, what the path usually holds is more than its shortest delay explains.
    if (model.rounds.count() > downRound + DRAIN_ROUNDS) {
      return true;
    }
    return sample.inFlightBytes <= model.inFlightWithHeadroom()
        && sample.inFlightBytes <= model.inFlight(model.maxBandwidth.get(), 1, state, quantumBytes);
  }

  private boolean isTimeToGoDown(RateSample sample, long windowBytes) {
    if (tooHigh && sample.inFlightBytes >= model.inFlightLongTerm) {
      precautionary = true;
      return true;
    }
    if (sample.windowLimited && windowBytes >= model.inFlightLongTerm) {
      // The bound kept the rate from growing, not the path.
      model.pipe.restart(sample.rateBps);
      return false;
    }
    return model.pipe.isNow();
  }

  /**
   * Packets that may have been sent to probe were lost or marked.
   *
   * @param inFlightBytes what was in flight where it became too much
   * @param limited whether the application kept more from being in flight
   * @return whether this ends the probe
   */
  boolean onTooMuch(BbrState state, long inFlightBytes, long windowBytes, boolean limited) {
    tooHigh = true;
    probeSample = false;
    if (!limited) {
      long least = (long) (BETA * model.targetInFlight(windowBytes));
      model.inFlightLongTerm = Math.max(inFlightBytes, Math.max(least, model.minPipeBytes()));
    }
    return state == BbrState.PROBE_UP;
  }

  /** Whether what is lost or marked now may have been sent to probe, and was not answered yet. */
  boolean isProbeSample() {
    return probeSample;
  }

  /**
   * What was in flight when losses passed the threshold, solved for within the lost packets.
   *
   * @param sentInFlightBytes in flight with the last of them
   * @param lostSinceSentBytes lost since that was sent, the event's included
   * @param eventBytes lost in this event
   */
  static long inFlightAtLoss(long sentInFlightBytes, long lostSinceSentBytes, long eventBytes) {
    long before = Math.max(sentInFlightBytes - eventBytes, 0);
    long lostBefore = Math.max(lostSinceSentBytes - eventBytes, 0);
    double prefix = (LOSS_THRESHOLD * before - lostBefore) / (1 - LOSS_THRESHOLD);
    return before + Math.max((long) prefix, 0);
  }
}
