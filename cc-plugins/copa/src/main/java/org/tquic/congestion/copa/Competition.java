package org.tquic.congestion.copa;

import java.util.function.DoubleSupplier;

/**
 * Whether others fill the queue, and how much of it Copa then asks for, section 2.2 of the paper.
 * Beside such others the target grows by a packet each round trip and is halved by a loss, as
 * theirs is.
 *
 * <p>In the paper a queue that was never nearly empty in five round trips is another's. Copa's own
 * can be that, too, after a slow start or when a link becomes slower, and once taken for another's
 * it would grow and stay. So after five round trips Copa takes its own part of the queue away, and
 * only a queue that outlives that by five more is another's.
 */
final class Competition {
  private static final int ROUNDS = 5;

  /** Between looks whether the others are gone. */
  private static final int COMPETING_ROUNDS = 100;

  private final DoubleSupplier delta;

  /** The paper's 1/delta beside others; where Copa is alone, the configured one counts. */
  private double competingPackets;

  private long lastEmptyNs;
  private long drainedNs;
  private boolean competing;

  /**
   * @param delta the paper's delta where Copa is alone
   */
  Competition(DoubleSupplier delta, long nowNs) {
    this.delta = delta;
    lastEmptyNs = nowNs;
    drainedNs = nowNs;
  }

  void onQueue(boolean nearlyEmpty, long smoothedRttNs, long nowNs) {
    if (nearlyEmpty) {
      lastEmptyNs = nowNs;
      competing = false;
    } else if (!competing
        && drainedNs > lastEmptyNs
        && nowNs - drainedNs > ROUNDS * smoothedRttNs) {
      competing = true;
      competingPackets = alonePackets();
    }
  }

  /** Packets that each flow has in the queue where all are Copa's. */
  private double alonePackets() {
    return 1 / delta.getAsDouble();
  }

  /** Whether Copa has to take its own part of the queue away now, to see what is left. */
  boolean takeDrain(long smoothedRttNs, long nowNs) {
    boolean due;
    if (competing) {
      due = nowNs - drainedNs > COMPETING_ROUNDS * smoothedRttNs;
    } else {
      due = drainedNs <= lastEmptyNs && nowNs - lastEmptyNs > ROUNDS * smoothedRttNs;
    }
    if (due) {
      drainedNs = nowNs;
    }
    return due;
  }

  /** A round trip ended without loss. */
  void onRound() {
    competingPackets++;
  }

  void onLoss() {
    competingPackets = Math.max(competingPackets / 2, alonePackets());
  }

  /** The paper's 1/delta, packets. */
  double packets() {
    return competing ? Math.max(competingPackets, alonePackets()) : alonePackets();
  }

  boolean isCompeting() {
    return competing;
  }
}
