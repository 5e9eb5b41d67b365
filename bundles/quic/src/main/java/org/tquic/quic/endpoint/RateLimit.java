package org.tquic.quic.endpoint;

/** So many events per second, and no more than those of one second at once. */
final class RateLimit {
  private static final long SECOND_NS = 1_000_000_000;

  private final long intervalNs;
  private final long burstNs;

  /** When all events let through so far would be over, were they spread evenly. */
  private long coveredNs = Long.MIN_VALUE;

  RateLimit(int perSecond) {
    intervalNs = SECOND_NS / perSecond;
    burstNs = (perSecond - 1) * intervalNs;
  }

  /** Whether one more event may be now; counts it then. */
  boolean take(long nowNs) {
    long from = Math.max(coveredNs, nowNs);
    if (from - nowNs > burstNs) {
      return false;
    }
    coveredNs = from + intervalNs;
    return true;
  }
}
