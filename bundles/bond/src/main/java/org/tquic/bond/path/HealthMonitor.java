package org.tquic.bond.path;

/**
 * Decides when a silent carrier is in doubt, when it is suspect, and when one that answers again
 * may return. Doubt comes with the first probe timeout and goes with the first answer; suspicion is
 * quick; return asks for several answers in a row and for longer good conduct each time the carrier
 * relapses (hysteresis).
 */
public final class HealthMonitor {
  private static final long BUSY_PING_NS = 400_000_000;
  private static final long IDLE_PING_NS = 2_500_000_000L;
  private static final long PROBE_NS = 100_000_000;
  private static final long BUSY_FOR_NS = 3_000_000_000L;
  private static final int ANSWERS_TO_RETURN = 3;
  private static final long FIRST_PENALTY_NS = 250_000_000;
  private static final long MAX_PENALTY_NS = 1_500_000_000L;
  private static final long RELAPSE_NS = 10_000_000_000L;

  private boolean suspect;
  private boolean doubted;
  private long doubtedFromNs;
  private long lastHeardNs;
  private long lastProgressNs;
  private long lastPingNs;
  private long unansweredPingNs = -1;
  private long lastTrafficNs;
  private long silentUntilNs = Long.MIN_VALUE;
  private long suspectSinceNs;
  private int answersInRow;
  private long firstAnswerNs;
  private long penaltyNs = FIRST_PENALTY_NS;
  private long returnedNs = Long.MIN_VALUE / 2;

  /** A carrier that was just validated. */
  public HealthMonitor(long nowNs) {
    lastHeardNs = nowNs;
    lastProgressNs = nowNs;
    lastTrafficNs = nowNs;
    lastPingNs = nowNs - IDLE_PING_NS;
  }

  /** Something of the peer's came over this carrier. */
  public void onHeard(long nowNs) {
    lastHeardNs = nowNs;
  }

  /** The peer confirmed something sent over this carrier. */
  public void onProgress(long nowNs) {
    lastProgressNs = nowNs;
    doubted = false;
  }

  /** An inner packet was sent or received here. */
  public void onTraffic(long nowNs) {
    lastTrafficNs = nowNs;
  }

  /** Without anything under way no ping is due before then; in the past: as usual. */
  public void silentUntil(long untilNs) {
    silentUntilNs = untilNs;
  }

  /** Whether the carrier is in no doubt and no answer is due. */
  public boolean isSettled() {
    return !suspect && unansweredPingNs < 0;
  }

  /** The time between pings while nothing is under way. */
  public long pingIntervalNs(long nowNs) {
    return nowNs - lastTrafficNs < BUSY_FOR_NS ? BUSY_PING_NS : IDLE_PING_NS;
  }

  /** A ping was sent here. */
  public void onPingSent(long nowNs) {
    lastPingNs = nowNs;
    if (unansweredPingNs < 0) {
      unansweredPingNs = nowNs;
    }
  }

  /**
   * A pong came here. Only the answer to a ping that was sent since the carrier is suspect speaks
   * for its return: news of what was sent before may come long after the path has died.
   */
  public void onPong(long pingSentNs, long nowNs) {
    unansweredPingNs = -1;
    lastHeardNs = nowNs;
    onProgress(nowNs);
    if (suspect && pingSentNs >= suspectSinceNs && answersInRow++ == 0) {
      firstAnswerNs = nowNs;
    }
  }

  /** Whether a ping waits for its answer. */
  public boolean isAsked() {
    return unansweredPingNs >= 0;
  }

  /**
   * When the next ping is due: now and then while all is well, soon after the first probe timeout
   * of something under way, quickly while an answer is missing.
   *
   * @param oldestSentNs when the oldest packet under way was sent, or -1 where none is
   */
  public long nextPingNs(long oldestSentNs, RttEstimator rtt, long nowNs) {
    if (suspect || unansweredPingNs >= 0) {
      return lastPingNs + PROBE_NS;
    }
    long next = Math.max(lastPingNs + pingIntervalNs(nowNs), silentUntilNs);
    if (oldestSentNs >= 0) {
      next = Math.min(next, Math.max(oldestSentNs, lastProgressNs) + rtt.ptoNs());
    }
    return next;
  }

  /**
   * When news of what is under way is late enough to doubt the carrier, which then should carry
   * nothing more until it answers; {@link Long#MAX_VALUE} while nothing is under way.
   *
   * @param oldestSentNs when the oldest packet under way was sent, or -1 where none is
   */
  public long doubtAtNs(long oldestSentNs, RttEstimator rtt) {
    return suspect || doubted || oldestSentNs < 0
        ? Long.MAX_VALUE
        : Math.max(oldestSentNs, lastProgressNs) + rtt.ptoNs();
  }

  /** Doubts the carrier until it answers or is suspect. */
  public void doubt(long oldestSentNs) {
    doubted = true;
    doubtedFromNs = oldestSentNs;
  }

  /** Whether the carrier is in doubt. */
  public boolean inDoubt() {
    return doubted;
  }

  /**
   * When the carrier will have been silent for too long: a ping had its time to be answered and
   * nothing else was confirmed since; {@link Long#MAX_VALUE} while no answer is due.
   *
   * @param oldestSentNs when the oldest packet under way was sent, or -1 where none is
   */
  public long silentAtNs(long oldestSentNs, RttEstimator rtt) {
    if (suspect || unansweredPingNs < 0) {
      return Long.MAX_VALUE;
    }
    long oldestNs = doubted ? doubtedFromNs : oldestSentNs;
    long waitingSinceNs = oldestNs < 0 ? unansweredPingNs : Math.min(oldestNs, unansweredPingNs);
    long silentAtNs = Math.max(waitingSinceNs, lastProgressNs) + rtt.suspicionNs();
    return Math.max(silentAtNs, unansweredPingNs + rtt.ptoNs());
  }

  /** Makes the carrier suspect. */
  public void suspect(long nowNs) {
    suspect = true;
    doubted = false;
    suspectSinceNs = nowNs;
    answersInRow = 0;
    boolean relapse = nowNs - returnedNs < RELAPSE_NS;
    penaltyNs = relapse ? Math.min(2 * penaltyNs, MAX_PENALTY_NS) : FIRST_PENALTY_NS;
  }

  /** Whether the carrier is suspect. */
  public boolean isSuspect() {
    return suspect;
  }

  /** How long it has been suspect. */
  public long suspectForNs(long nowNs) {
    return suspect ? nowNs - suspectSinceNs : 0;
  }

  /** Takes note of a new silence among a suspect carrier's answers, or lets it return. */
  public boolean mayReturn(RttEstimator rtt, long nowNs) {
    if (answersInRow > 0 && nowNs - lastProgressNs > rtt.suspicionNs() + PROBE_NS) {
      answersInRow = 0;
    }
    boolean returns = answersInRow >= ANSWERS_TO_RETURN && nowNs - firstAnswerNs >= penaltyNs;
    if (returns) {
      suspect = false;
      returnedNs = nowNs;
      unansweredPingNs = -1;
    }
    return returns;
  }

  /** When the peer last confirmed something. */
  public long lastProgressNs() {
    return lastProgressNs;
  }

  /** When anything was last heard. */
  public long lastHeardNs() {
    return lastHeardNs;
  }
}
