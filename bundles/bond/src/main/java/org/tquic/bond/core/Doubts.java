package org.tquic.bond.core;

import org.tquic.bond.path.Carrier;
import org.tquic.bond.path.HealthMonitor;

/**
 * Carriers whose news is late, though not so late that they are suspect. What they have under way
 * goes out over others, and they get nothing new until they answer: a packet that comes twice costs
 * less than all that wait for one that does not come.
 */
final class Doubts {
  private static final long LOOK_AGAIN_NS = 5_000_000;

  private final Sender sender;
  private final Pings pings;
  private int open;
  private long lookAgainNs = Long.MIN_VALUE;

  Doubts(Sender sender, Pings pings) {
    this.sender = sender;
    this.pings = pings;
  }

  /** Asks a carrier for a sign of life. */
  @FunctionalInterface
  interface Pings {
    void ping(Carrier carrier, long nowNs);
  }

  /** Doubts the carrier if its news is late and another's is not. */
  void check(Carrier carrier, long oldestSentNs, long nowNs) {
    if (nowNs < dueNs(carrier, oldestSentNs)) {
      return;
    }
    Carrier other = sender.usable().fastestExcept(carrier);
    if (other == null || !sender.usable().contains(carrier)) {
      return;
    }
    // Were all silent, it might be this very machine that has stood still.
    if (other.health().lastHeardNs() > nowNs - carrier.rtt().ptoNs() / 2) {
      carrier.health().doubt(oldestSentNs);
      open++;
      sender.carriersChanged();
      sender.rescue(carrier);
    } else {
      lookAgainNs = nowNs + LOOK_AGAIN_NS;
      if (!other.health().isAsked()) {
        other.onUse(nowNs);
        pings.ping(other, nowNs);
      }
    }
  }

  /** When {@link #check} has something to do, or {@link Long#MAX_VALUE}. */
  long dueNs(Carrier carrier, long oldestSentNs) {
    HealthMonitor health = carrier.health();
    long doubtAtNs = health.doubtAtNs(oldestSentNs, carrier.rtt());
    return sender.usable().size() < 2 || doubtAtNs == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.max(doubtAtNs, lookAgainNs);
  }

  /** Gives back their traffic to carriers that have answered. */
  void settle(Iterable<Carrier> carriers) {
    if (open == 0) {
      return;
    }
    int still = 0;
    for (Carrier carrier : carriers) {
      if (carrier.health().inDoubt()) {
        still++;
      }
    }
    if (still != open) {
      open = still;
      sender.carriersChanged();
    }
  }
}
