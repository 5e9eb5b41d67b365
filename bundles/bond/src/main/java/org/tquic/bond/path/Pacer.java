package org.tquic.bond.path;

/**
 * Spreads a carrier's packets over time: a token bucket that fills at twice the window's worth per
 * round trip, because the connection below sends whatever its window allows at once. Twice, so that
 * a controller that doubles its window each round trip at the start is not held back.
 */
public final class Pacer {
  private static final double GAIN = 2;
  private static final long BURST_NS = 4_000_000;
  private static final long MIN_BURST_BYTES = 15_000;

  private double rateBytesPerNs = 1e-3;
  private double tokens = MIN_BURST_BYTES;
  private long lastNs;

  /** Sets the rate from the window and the round-trip time. */
  public void update(long windowBytes, long rttNs) {
    rateBytesPerNs = GAIN * windowBytes / Math.max(rttNs, 1_000_000);
  }

  /** Whether a packet may go now. */
  public boolean maySend(long nowNs) {
    refill(nowNs);
    return tokens > 0;
  }

  private void refill(long nowNs) {
    double burst = Math.max(MIN_BURST_BYTES, rateBytesPerNs * BURST_NS);
    tokens = Math.min(burst, tokens + (nowNs - lastNs) * rateBytesPerNs);
    lastNs = nowNs;
  }

  /** A packet went. */
  public void onSent(int bytes) {
    tokens -= bytes;
  }

  /** When a packet may go again; now or earlier when it may at once. */
  public long nextNs() {
    return tokens > 0 ? lastNs : lastNs + (long) Math.ceil(-tokens / rateBytesPerNs) + 1;
  }

  /** The rate in bytes per second. */
  public long rate() {
    return (long) (rateBytesPerNs * 1e9);
  }
}
