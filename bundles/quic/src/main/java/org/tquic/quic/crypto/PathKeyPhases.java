package org.tquic.quic.crypto;

/**
 * What packet numbers of one path say about key phases. On one path a packet with a higher number
 * has the same or newer keys, RFC 9001 section 6.4; numbers of different paths say nothing about
 * each other.
 */
final class PathKeyPhases {
  private static final long NONE = -1;

  final long pathId;

  private long sentPhase = NONE;
  private long firstSent;

  private long openedPhase = NONE;
  private long lowestOpened;
  private long highestOpened = NONE;
  private long highestBefore = NONE;

  PathKeyPhases(long pathId) {
    this.pathId = pathId;
  }

  /** Notes a packet as sealed with the keys of a phase. */
  void onSealed(long phase, long packetNumber) {
    if (phase != sentPhase) {
      sentPhase = phase;
      firstSent = packetNumber;
    }
  }

  /** Whether a packet number is one that was sealed with the keys of that phase, the latest. */
  boolean isSealedIn(long phase, long packetNumber) {
    return sentPhase == phase && packetNumber >= firstSent;
  }

  /** Whether a packet may have older keys than those of the phase, by its number. */
  boolean mayPrecede(long phase, long packetNumber) {
    return openedPhase < phase || packetNumber < lowestOpened;
  }

  /**
   * Notes a packet as opened with the keys of a phase.
   *
   * @return false when a packet with a lower number had newer keys
   */
  boolean onOpened(long phase, long packetNumber) {
    if (phase < openedPhase) {
      highestBefore = Math.max(highestBefore, packetNumber);
      return packetNumber < lowestOpened;
    }
    if (phase > openedPhase) {
      highestBefore = Math.max(highestBefore, highestOpened);
      openedPhase = phase;
      lowestOpened = packetNumber;
      highestOpened = packetNumber;
    } else {
      lowestOpened = Math.min(lowestOpened, packetNumber);
      highestOpened = Math.max(highestOpened, packetNumber);
    }
    return packetNumber > highestBefore;
  }
}
