package org.tquic.gateway;

/** A token bucket, RFC 4443 section 2.4 (f). Used by one thread. */
public final class RateLimit {
  private final int burst;
  private final long intervalNs;
  private long fullAtNs;
  private boolean started;

  /**
   * A bucket that is full.
   *
   * @param perSecond tokens that come in each second
   * @param burst tokens it holds
   */
  public RateLimit(int perSecond, int burst) {
    this.burst = burst;
    this.intervalNs = 1_000_000_000L / perSecond;
  }

  /** Takes a token, if there is one. */
  public boolean take(long nowNs) {
    if (!started || fullAtNs - nowNs < 0) {
      started = true;
      fullAtNs = nowNs;
    }
    if (fullAtNs - nowNs > (burst - 1) * intervalNs) {
      return false;
    }
    fullAtNs += intervalNs;
    return true;
  }
}
