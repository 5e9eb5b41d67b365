package org.tquic.quic.path;

/**
 * The life of one path ID, multipath draft sections 3.1 and 3.4: from its first packet, or from
 * nothing at all, to PATH_ABANDON from both sides and 3 PTO more for what is still on its way.
 */
public final class PathState {
  /** Where in its life a path is. */
  public enum Phase {
    /** No packet went or came. */
    UNUSED,
    /** Its addresses are not validated. */
    VALIDATING,
    /** In use. */
    ACTIVE,
    /** This side has abandoned it and the peer has not. */
    CLOSING,
    /** Both sides have abandoned it; late packets are still understood. */
    DRAINING,
    /** Nothing of it is needed any more. */
    CLOSED
  }

  private static final int RETAIN_PTOS = 3;

  private final long pathId;
  private Phase phase = Phase.UNUSED;
  private long errorCode = -1;
  private long peerErrorCode = -1;
  private boolean owesAbandon;
  private boolean abandonAcked;
  private long deadlineNs = Long.MAX_VALUE;

  PathState(long pathId) {
    this.pathId = pathId;
  }

  void open(boolean validated) {
    require(phase == Phase.UNUSED);
    phase = validated ? Phase.ACTIVE : Phase.VALIDATING;
  }

  /** The path is validated. */
  public void onValidated() {
    if (phase == Phase.VALIDATING) {
      phase = Phase.ACTIVE;
    }
  }

  boolean abandon(long code) {
    if (isAbandoned()) {
      return false;
    }
    phase = Phase.CLOSING;
    errorCode = code;
    owesAbandon = true;
    return true;
  }

  /** Notes the peer's PATH_ABANDON; false when it had come before. */
  boolean onPeerAbandon(long code, long replyCode, long nowNs, long ptoNs) {
    if (peerErrorCode >= 0) {
      return false;
    }
    abandon(replyCode);
    peerErrorCode = code;
    phase = Phase.DRAINING;
    deadlineNs = nowNs + RETAIN_PTOS * ptoNs;
    return true;
  }

  boolean poll(PathFrame into) {
    if (!owesAbandon) {
      return false;
    }
    owesAbandon = false;
    into.set(PathFrameKind.PATH_ABANDON, pathId, errorCode);
    return true;
  }

  void onAbandonAcked(long nowNs, long ptoNs) {
    if (abandonAcked) {
      return;
    }
    owesAbandon = false;
    abandonAcked = true;
    if (phase == Phase.CLOSING) {
      // The peer has our frame and owes its own; it gets time for it, not for ever.
      deadlineNs = nowNs + RETAIN_PTOS * ptoNs;
    }
  }

  boolean onAbandonLost() {
    owesAbandon = isAbandoned() && phase != Phase.CLOSED && !abandonAcked;
    return owesAbandon;
  }

  /** Whether the path is closed by now. Until the peer has our PATH_ABANDON it is not. */
  boolean onTimeout(long nowNs) {
    if (nowNs >= nextTimeoutNs()) {
      phase = Phase.CLOSED;
    }
    return phase == Phase.CLOSED;
  }

  long nextTimeoutNs() {
    return abandonAcked && phase != Phase.CLOSED ? deadlineNs : Long.MAX_VALUE;
  }

  boolean owesAbandon() {
    return owesAbandon;
  }

  /** Until when late packets are understood; {@link Long#MAX_VALUE} when that is open. */
  public long deadlineNs() {
    return deadlineNs;
  }

  /** The path ID. */
  public long pathId() {
    return pathId;
  }

  /** Where in its life it is. */
  public Phase phase() {
    return phase;
  }

  /** Whether packets may be sent on it, within the limits of its address and its window. */
  public boolean maySend() {
    return phase == Phase.VALIDATING || phase == Phase.ACTIVE;
  }

  /** Whether either side has abandoned it. */
  public boolean isAbandoned() {
    return errorCode >= 0;
  }

  /** Code that this side abandoned it with, -1 while it has not. */
  public long errorCode() {
    return errorCode;
  }

  /** Code that the peer abandoned it with, -1 while it has not. */
  public long peerErrorCode() {
    return peerErrorCode;
  }

  private void require(boolean condition) {
    if (!condition) {
      throw new IllegalStateException("path " + pathId + " is " + phase);
    }
  }
}
