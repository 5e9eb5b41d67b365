package org.tquic.bond.path;

/** Bytes per second over the last full window, and the largest of the last windows. */
public final class RateMeter {
  private static final int WINDOWS = 16;
  private static final int RECENT = 4;

  private final long windowNs;
  private final long[] recent = new long[WINDOWS];
  private int at;
  private long startNs;
  private long bytes;
  private long total;

  /** A meter with windows of this length. */
  public RateMeter(long windowNs) {
    this.windowNs = windowNs;
  }

  /** Counts bytes. */
  public void add(long count, long nowNs) {
    roll(nowNs);
    bytes += count;
    total += count;
  }

  private void roll(long nowNs) {
    if (startNs == 0) {
      startNs = nowNs;
    }
    long elapsed = nowNs - startNs;
    if (elapsed < windowNs) {
      return;
    }
    at = at + 1 & WINDOWS - 1;
    recent[at] = bytes * 1_000_000_000L / elapsed;
    bytes = 0;
    startNs = nowNs;
  }

  /** Rate over the last full window, bytes per second. */
  public long rate(long nowNs) {
    roll(nowNs);
    return recent[at];
  }

  /** Largest rate of the last {@value #WINDOWS} windows, bytes per second. */
  public long maxRate(long nowNs) {
    return maxOf(WINDOWS, nowNs);
  }

  /** Largest rate of the last {@value #RECENT} windows, bytes per second. */
  public long recentRate(long nowNs) {
    return maxOf(RECENT, nowNs);
  }

  private long maxOf(int windows, long nowNs) {
    roll(nowNs);
    long max = 0;
    for (int i = 0; i < windows; i++) {
      max = Math.max(max, recent[(at - i) & WINDOWS - 1]);
    }
    return max;
  }

  /** Bytes counted since the beginning. */
  public long total() {
    return total;
  }
}
