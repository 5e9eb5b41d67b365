package org.tquic.quic.recovery;

/** Share of packets lost lately: an average in which a packet counts half after 346 others. */
final class LossRate {
  private static final double KEEP = 0.998;

  private double rate;

  void onAcked(int packets) {
    rate *= packets == 1 ? KEEP : Math.pow(KEEP, packets);
  }

  void onLost() {
    rate = rate * KEEP + (1 - KEEP);
  }

  /** The share, 0 to 1. */
  double get() {
    return rate;
  }

  void reset() {
    rate = 0;
  }
}
