package org.tquic.congestion.bbr;

/** The largest delivery rate of this and the previous cycle of probing, bytes per second. */
final class BandwidthFilter {
  private double previousBps;
  private double currentBps;

  /** Takes a sample; one that the application limited can only raise the maximum. */
  void update(double rateBps, boolean limited) {
    if (rateBps > 0 && (!limited || rateBps >= get())) {
      currentBps = Math.max(currentBps, rateBps);
    }
  }

  /** Another cycle begins: what is older than the one that ends is forgotten. */
  void advance() {
    // A cycle without any sample knows nothing better than the one before it.
    if (currentBps > 0) {
      previousBps = currentBps;
      currentBps = 0;
    }
  }

  /** The maximum, 0 before the first sample. */
  double get() {
    return Math.max(previousBps, currentBps);
  }
}
