package org.tquic.congestion.bbr;

import java.util.function.DoubleSupplier;

/**
 * Tells loss that a path has by itself from loss by congestion. The draft answers any loss outside
 * of probing by slowing down, which on a radio link with one random loss in a hundred halves the
 * rate between two probes. Here each delivered byte earns a share that may be lost, up to a few
 * datagrams; only loss that this does not cover counts. A lasting rate of loss above the share is
 * always found, whatever the window.
 */
final class LossBudget {
  private static final double LIMIT_SHARE = 0.025;
  private static final int LIMIT_DATAGRAMS = 4;

  private final DoubleSupplier share;
  private double bytes;
  private double limitBytes;
  private boolean overdrawn;

  /**
   * @param share what each delivered byte earns, 0 to 1
   */
  LossBudget(int datagramBytes, DoubleSupplier share) {
    this.share = share;
    limitBytes = LIMIT_DATAGRAMS * datagramBytes;
    bytes = limitBytes;
  }

  void onAcked(long ackedBytes, long inFlightBytes, int datagramBytes) {
    limitBytes = LIMIT_DATAGRAMS * datagramBytes + LIMIT_SHARE * inFlightBytes;
    bytes = Math.min(limitBytes, bytes + share.getAsDouble() * ackedBytes);
  }

  void onLost(long lostBytes) {
    bytes -= lostBytes;
    overdrawn |= bytes < 0;
    bytes = Math.max(bytes, 0);
  }

  void onSpurious(long spuriousBytes) {
    bytes = Math.min(limitBytes, bytes + spuriousBytes);
  }

  /** Whether more was lost than is earned, since the last {@link #settle}. */
  boolean isOverdrawn() {
    return overdrawn;
  }

  /** The overdraft was answered, or the path is another now. */
  void settle() {
    if (overdrawn) {
      overdrawn = false;
      bytes = Math.max(bytes, limitBytes / 2);
    }
  }
}
