package org.tquic.bond.path;

/** The smallest of the values of the last one to two windows of time. */
final class WindowedMin {
  private final long windowNs;
  private long current = Long.MAX_VALUE;
  private long previous = Long.MAX_VALUE;
  private long startNs = Long.MIN_VALUE / 2;

  WindowedMin(long windowNs) {
    this.windowNs = windowNs;
  }

  /** Takes a value. */
  void add(long value, long nowNs) {
    if (nowNs - startNs >= windowNs) {
      previous = nowNs - startNs < 2 * windowNs ? current : Long.MAX_VALUE;
      current = Long.MAX_VALUE;
      startNs = nowNs;
    }
    current = Math.min(current, value);
  }

  /** Forgets what was, for this value. */
  void startWith(long value) {
    current = value;
    previous = Long.MAX_VALUE;
  }

  /** The minimum, or {@link Long#MAX_VALUE} before the first value. */
  long get() {
    return Math.min(current, previous);
  }
}
