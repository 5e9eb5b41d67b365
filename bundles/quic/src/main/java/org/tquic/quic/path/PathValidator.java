package org.tquic.quic.path;

import java.util.function.LongSupplier;

/**
 * Validates one network path, RFC 9000 section 8.2: sends challenges until one is answered or the
 * time is up. An answer to a challenge in a datagram below 1200 bytes validates the address only;
 * then challenges go on in full datagrams until the path has proved to carry those.
 */
public final class PathValidator {
  /** How far a validation is. */
  public enum State {
    /** Not begun. */
    IDLE,
    /** No challenge is answered. */
    VALIDATING,
    /** The peer's address is validated, that 1200 bytes fit is not. */
    VALIDATING_MTU,
    /** Address and size are validated. */
    VALIDATED,
    /** Ended without success; see {@link PathValidator#failure()}. */
    FAILED
  }

  /** Why a validation failed. */
  public enum Failure {
    /** It did not. */
    NONE,
    /** No challenge was answered in time. */
    NO_RESPONSE,
    /** The address answers, but not to datagrams of 1200 bytes. */
    MTU_BELOW_MINIMUM,
    /** The caller gave it up. */
    CANCELLED
  }

  /** What a timeout asks for. */
  public enum Timeout {
    /** Nothing was due. */
    NONE,
    /** Another challenge is to be sent. */
    RETRY,
    /** The validation has failed. */
    FAILED
  }

  /** PTO of a path without a sample of its round-trip time, RFC 9002 section 6.2.2. */
  public static final long INITIAL_PTO_NS = 999_000_000;

  /** Challenges that are remembered; an answer to an older one is not recognized. */
  public static final int MAX_OUTSTANDING = 8;

  private static final int GIVE_UP_PTOS = 3;

  private final LongSupplier unpredictable;
  private final long[] challenges = new long[MAX_OUTSTANDING];
  private final boolean[] fullSize = new boolean[MAX_OUTSTANDING];
  private long sent;
  private State state = State.IDLE;
  private Failure failure = Failure.NONE;
  private boolean wantsChallenge;
  private long ptoNs;
  private long intervalNs;
  private long retryNs;
  private long giveUpAfterNs;
  private long deadlineNs;

  /**
   * A validation that has not begun.
   *
   * @param unpredictable gives 64 bits that no one else can guess
   */
  public PathValidator(LongSupplier unpredictable) {
    this.unpredictable = unpredictable;
  }

  /**
   * Begins, anew if it was begun before.
   *
   * @param newPtoNs PTO as far as it is known for the path, else that of the path in use
   */
  public void start(long nowNs, long newPtoNs) {
    if (newPtoNs <= 0) {
      throw new IllegalArgumentException("PTO must be positive: " + newPtoNs);
    }
    sent = 0;
    failure = Failure.NONE;
    state = State.VALIDATING;
    ptoNs = newPtoNs;
    giveUpAfterNs = GIVE_UP_PTOS * Math.max(ptoNs, INITIAL_PTO_NS);
    restart(nowNs);
  }

  /** Gives up. */
  public void cancel() {
    if (isRunning()) {
      fail(Failure.CANCELLED);
    }
  }

  /** Whether a challenge is to be sent now. */
  public boolean wantsChallenge() {
    return wantsChallenge;
  }

  /**
   * The data of the challenge to send now, different each time.
   *
   * @param expanded whether the datagram has at least 1200 bytes, RFC 9000 section 8.2.1
   * @throws IllegalStateException when none is wanted
   */
  public long nextChallenge(boolean expanded, long nowNs) {
    if (!wantsChallenge) {
      throw new IllegalStateException("no challenge is wanted: " + state);
    }
    long data = unpredictable.getAsLong();
    int slot = (int) (sent++ % MAX_OUTSTANDING);
    challenges[slot] = data;
    fullSize[slot] = expanded;
    wantsChallenge = false;
    retryNs = nowNs + intervalNs;
    intervalNs *= 2;
    return data;
  }

  /**
   * A PATH_RESPONSE came, on whatever path.
   *
   * @return whether it validated the address or, after that, the size; {@link #state()} tells
   */
  public boolean onResponse(long data, long nowNs) {
    if (!isRunning()) {
      return false;
    }
    boolean answered = false;
    boolean answeredFull = false;
    for (int i = 0; i < Math.min(sent, MAX_OUTSTANDING); i++) {
      if (challenges[i] == data) {
        answered = true;
        answeredFull |= fullSize[i];
      }
    }
    if (answeredFull) {
      state = State.VALIDATED;
      wantsChallenge = false;
      return true;
    }
    if (answered && state == State.VALIDATING) {
      state = State.VALIDATING_MTU;
      restart(nowNs);
      return true;
    }
    return false;
  }

  /** When {@link #onTimeout} is due; {@link Long#MAX_VALUE} for never. */
  public long nextTimeoutNs() {
    if (!isRunning()) {
      return Long.MAX_VALUE;
    }
    return wantsChallenge ? deadlineNs : Math.min(retryNs, deadlineNs);
  }

  /** Time has come. */
  public Timeout onTimeout(long nowNs) {
    if (!isRunning()) {
      return Timeout.NONE;
    }
    if (nowNs - deadlineNs >= 0) {
      fail(state == State.VALIDATING ? Failure.NO_RESPONSE : Failure.MTU_BELOW_MINIMUM);
      return Timeout.FAILED;
    }
    if (!wantsChallenge && nowNs - retryNs >= 0) {
      wantsChallenge = true;
      return Timeout.RETRY;
    }
    return Timeout.NONE;
  }

  /** How far it is. */
  public State state() {
    return state;
  }

  /** Why it failed. */
  public Failure failure() {
    return failure;
  }

  /** Whether the peer's address is validated since {@link #start}. */
  public boolean isAddressValidated() {
    return state == State.VALIDATING_MTU
        || state == State.VALIDATED
        || failure == Failure.MTU_BELOW_MINIMUM;
  }

  private boolean isRunning() {
    return state == State.VALIDATING || state == State.VALIDATING_MTU;
  }

  private void restart(long nowNs) {
    wantsChallenge = true;
    intervalNs = ptoNs;
    deadlineNs = nowNs + giveUpAfterNs;
  }

  private void fail(Failure why) {
    state = State.FAILED;
    failure = why;
    wantsChallenge = false;
  }
}
