package org.tquic.bond.queue;

/**
 * How much a flow has lately carried: a bucket that leaks at the rate of a light flow. A call, a
 * game, a shell, and the beginning of any flow, such as a page's first requests, stay below the
 * brim; a download does not.
 */
final class FlowLoad {
  /** What a light flow carries, bytes per second: 512 kbit/s. */
  static final long LIGHT_BPS = 64_000;

  /** What it may carry at once, bytes. */
  static final int LIGHT_BYTES = 32_000;

  /** A flow that was heavy for long becomes light within this much of its leak. */
  private static final long MOST_BYTES = 2L * LIGHT_BYTES;

  private double bytes;
  private long lastNs;

  void add(int size, long nowNs) {
    double leaked = 1e-9 * LIGHT_BPS * (nowNs - lastNs);
    lastNs = nowNs;
    bytes = Math.min(Math.max(bytes - leaked, 0) + size, MOST_BYTES);
  }

  /** Whether it carried little, as of the last packet. */
  boolean isLight() {
    return bytes <= LIGHT_BYTES;
  }
}
