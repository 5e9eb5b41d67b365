package org.tquic.congestion.copa;

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

  /** 1/delta where Copa is alone: packets that each flow has in the queue. */
  private static final double ALONE_PACKETS = 2;

  private double packets = ALONE_PACKETS;
  private long lastEmptyNs;
  private long drainedNs;
  private boolean competing;

  Competition(long nowNs) {
    lastEmptyNs = nowNs;
    drainedNs = nowNs;
  }

  void onQueue(boolean nearlyEmpty, long smoothedRttNs, long nowNs) {
    if (nearlyEmpty) {
      lastEmptyNs = nowNs;
      competing = false;
      packets = ALONE_PACKETS;
    } else if (drainedNs > lastEmptyNs && nowNs - drainedNs > ROUNDS * smoothedRttNs) {
      competing = true;
    }
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
    if (competing) {
      packets++;
    }
  }

  void onLoss() {
    packets = Math.max(packets / 2, ALONE_PACKETS);
  }

  /** The paper's 1/delta, packets. */
  double packets() {
    return packets;
  }

  boolean isCompeting() {
    return competing;
  }
}
