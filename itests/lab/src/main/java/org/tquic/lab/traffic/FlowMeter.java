package org.tquic.lab.traffic;

/**
 * The receiving end of one flow: bytes so far, and the gaps in their coming. Written by the flow's
 * thread, read by others.
 */
final class FlowMeter {
  /** Hears of gaps as they end. */
  interface GapListener {
    /** Nothing came between these times of {@link System#nanoTime()}. */
    void onGap(long fromNs, long toNs);
  }

  /** Shorter pauses are part of any transfer, nanoseconds. */
  static final long SHORTEST_GAP_NS = 20_000_000;

  private final GapListener listener;
  private volatile long bytes;
  private long lastNs;

  FlowMeter(long nowNs, GapListener listener) {
    this.lastNs = nowNs;
    this.listener = listener;
  }

  // The flow's thread alone writes.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void onBytes(int count, long nowNs) {
    bytes += count;
    pause(nowNs);
    lastNs = nowNs;
  }

  /** The transfer is over; a gap that lasts until now counts too. */
  void onEnd(long nowNs) {
    pause(nowNs);
  }

  private void pause(long nowNs) {
    if (nowNs - lastNs >= SHORTEST_GAP_NS) {
      listener.onGap(lastNs, nowNs);
    }
  }

  long bytes() {
    return bytes;
  }
}
