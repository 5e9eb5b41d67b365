package org.tquic.congestion.copa;

/**
 * Minimum of the samples of a stretch of time. It keeps those that are smaller than all after them;
 * should these ever be more than {@link #KEPT}, the youngest two become one.
 */
final class WindowedMinimum {
  private static final int KEPT = 16;

  private final long[] values = new long[KEPT];
  private final long[] timesNs = new long[KEPT];
  private int first;
  private int count;

  /**
   * Takes a sample and forgets what is older than the window; time does not run backwards.
   *
   * @param windowNs length of the window, which may be another each time
   */
  void update(long nowNs, long value, long windowNs) {
    while (count > 0 && timesNs[first] < nowNs - windowNs) {
      first = (first + 1) % KEPT;
      count--;
    }
    while (count > 0 && values[slot(count - 1)] >= value) {
      count--;
    }
    if (count == KEPT) {
      count--;
    }
    int slot = slot(count++);
    values[slot] = value;
    timesNs[slot] = nowNs;
  }

  private int slot(int index) {
    return (first + index) % KEPT;
  }

  /** The minimum; only after a sample. */
  long get() {
    return values[first];
  }
}
