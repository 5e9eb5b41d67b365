package org.tquic.quic.recovery;

/** Spreads packets over time, RFC 9002 section 7.7: a bucket of bytes that fills with the rate. */
public final class Pacer {
  /** What timers and batches of the caller may miss without losing rate. */
  private static final long BURST_NS = 2_000_000;

  private static final int BURST_DATAGRAMS = 10;

  private double bytesPerNs = 1;
  private double burst;
  private double tokens;
  private long lastNs;

  /**
   * A full bucket.
   *
   * @param maxDatagramBytes largest datagram of the path
   */
  public Pacer(int maxDatagramBytes, long nowNs) {
    reset(maxDatagramBytes, nowNs);
  }

  /** Fills the bucket: the path is another. */
  public void reset(int maxDatagramBytes, long nowNs) {
    burst = (double) BURST_DATAGRAMS * maxDatagramBytes;
    tokens = burst;
    lastNs = nowNs;
  }

  /**
   * Sets the rate.
   *
   * @param rateBps bytes per second, above 0
   * @param quantumBytes bytes that may be sent back to back, or -1 for ten datagrams or 2 ms worth
   * @param maxDatagramBytes largest datagram of the path
   */
  public void update(long rateBps, long quantumBytes, int maxDatagramBytes, long nowNs) {
    refill(nowNs);
    bytesPerNs = rateBps / 1e9;
    burst =
        quantumBytes >= 0
            ? Math.max(quantumBytes, maxDatagramBytes)
            : Math.max((double) BURST_DATAGRAMS * maxDatagramBytes, bytesPerNs * BURST_NS);
    tokens = Math.min(tokens, burst);
  }

  private void refill(long nowNs) {
    if (nowNs > lastNs) {
      tokens = Math.min(burst, tokens + (nowNs - lastNs) * bytesPerNs);
      lastNs = nowNs;
    }
  }

  /** When a packet of this size may go: {@code nowNs} when it may at once. */
  public long nextSendNs(long nowNs, int bytes) {
    refill(nowNs);
    double missing = Math.min(bytes, burst) - tokens;
    return missing <= 0 ? nowNs : nowNs + 1 + (long) (missing / bytesPerNs);
  }

  /** A packet went, whether or not it was its time. */
  public void onSent(int bytes, long nowNs) {
    refill(nowNs);
    tokens -= bytes;
  }
}
