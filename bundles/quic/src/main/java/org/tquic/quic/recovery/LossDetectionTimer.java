package org.tquic.quic.recovery;

/**
 * When loss detection has to look again, RFC 9002 section 6.2 and appendix A.8: the time at which
 * an overtaken packet becomes lost, or else the probe timeout.
 */
final class LossDetectionTimer {
  /** 2^20 probe timeouts are a week at least: enough of a backoff. */
  private static final int LARGEST_BACKOFF = 20;

  private final PacketNumberSpace[] spaces;
  private final RttEstimator rtt;

  boolean handshakeConfirmed;
  boolean peerCompletedAddressValidation;
  boolean atAmplificationLimit;
  long maxAckDelayNs;
  int ptoCount;

  /** The last event from which a client counts that has nothing under way. */
  long idleSinceNs;

  private PacketNumberSpace due;

  /**
   * A timer.
   *
   * @param spaces by kind, null where there is none; changes while the connection lives
   */
  LossDetectionTimer(PacketNumberSpace[] spaces, RttEstimator rtt) {
    this.spaces = spaces;
    this.rtt = rtt;
  }

  /** The space with the earliest loss time, or null where none has one. */
  PacketNumberSpace spaceOfLossTime() {
    PacketNumberSpace earliest = null;
    for (PacketNumberSpace space : spaces) {
      if (space != null
          && space.lossTimeNs != PathRecovery.NEVER
          && (earliest == null || space.lossTimeNs < earliest.lossTimeNs)) {
        earliest = space;
      }
    }
    return earliest;
  }

  /** The space that was found by the last {@link #ptoTimeNs()}, or null. */
  PacketNumberSpace spaceOfPto() {
    return due;
  }

  /** When to look again. */
  long deadlineNs() {
    PacketNumberSpace space = spaceOfLossTime();
    return space != null ? space.lossTimeNs : ptoTimeNs();
  }

  /** When the probe timeout passes. */
  long ptoTimeNs() {
    due = null;
    // A server that may not send has nothing to probe with, RFC 9002 section 6.2.2.1.
    if (atAmplificationLimit) {
      return PathRecovery.NEVER;
    }
    long earliest = PathRecovery.NEVER;
    for (PacketNumberSpace space : spaces) {
      if (space == null || !space.hasAckElicitingInFlight()) {
        continue;
      }
      long durationNs = rtt.ptoBaseNs();
      if (space.kind() == SpaceKind.APPLICATION) {
        // RFC 9002 section 6.2.1: the peer may not have the keys to answer.
        if (!handshakeConfirmed) {
          continue;
        }
        durationNs += maxAckDelayNs;
      }
      long at = space.lastAckElicitingNs + backedOff(durationNs);
      if (at < earliest) {
        earliest = at;
        due = space;
      }
    }
    return due != null ? earliest : deadlockTimeNs();
  }

  /** A client keeps sending until the server may, RFC 9002 section 6.2.2.1. */
  private long deadlockTimeNs() {
    if (peerCompletedAddressValidation) {
      return PathRecovery.NEVER;
    }
    PacketNumberSpace handshake = spaces[SpaceKind.HANDSHAKE.ordinal()];
    due = handshake != null ? handshake : spaces[SpaceKind.INITIAL.ordinal()];
    return due == null ? PathRecovery.NEVER : idleSinceNs + backedOff(rtt.ptoBaseNs());
  }

  private long backedOff(long durationNs) {
    return durationNs << Math.min(ptoCount, LARGEST_BACKOFF);
  }
}
