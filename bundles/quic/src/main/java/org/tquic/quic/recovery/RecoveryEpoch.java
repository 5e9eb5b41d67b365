package org.tquic.quic.recovery;

/**
 * The recovery period, RFC 9002 section 7.3.2: begins with a loss or mark of something sent after
 * the last one began, so that one round trip of losses counts once.
 */
final class RecoveryEpoch {
  private static final long NONE = -1;

  private long startNs = NONE;

  /** Takes a sign of congestion; whether a new period begins with it. */
  boolean onCongestion(long sentNs, long nowNs) {
    if (contains(sentNs)) {
      return false;
    }
    startNs = nowNs;
    return true;
  }

  /** Whether what was sent then belongs to before the period's begin. */
  boolean contains(long sentNs) {
    return sentNs <= startNs;
  }

  /** Ends it: after persistent congestion, RFC 9002 section B.8, or on another path. */
  void reset() {
    startNs = NONE;
  }

  /** When the latest period began, or -1. */
  long startNs() {
    return startNs;
  }
}
