package org.tquic.bond.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.tquic.api.bond.PathState;
import org.tquic.bond.path.Carrier;

/**
 * Carriers that would make the bond's largest packet smaller. A new path begins with what every
 * path carries (RFC 9000 section 14) and finds its own MTU in a few round trips; hosts that were
 * told of the smaller size meanwhile would keep to it for minutes. So such a carrier only listens
 * at first, for a bounded time, and as long as others work.
 */
final class Newcomers {
  /** By then a path that carries more has found out, lost probes included. */
  private static final long PATIENCE_NS = 1_000_000_000;

  private static final long CHECK_NS = 20_000_000;

  private final List<Newcomer> waiting = new ArrayList<>();
  private long nextCheckNs;

  private record Newcomer(Carrier carrier, long latestNs) {}

  /** Whether others work without the carrier, and do not wait themselves. */
  static boolean canDoWithout(Carrier newcomer, List<Carrier> carriers) {
    for (Carrier carrier : carriers) {
      if (carrier != newcomer && carrier.state() == PathState.ACTIVE && !carrier.isStandby()) {
        return true;
      }
    }
    return false;
  }

  void add(Carrier carrier, long nowNs) {
    waiting.add(new Newcomer(carrier, nowNs + PATIENCE_NS));
    nextCheckNs = nowNs + CHECK_NS;
  }

  void remove(Carrier carrier) {
    waiting.removeIf(newcomer -> newcomer.carrier() == carrier);
  }

  /**
   * Takes the next one out that is to carry packets from now on, or gives null.
   *
   * @param neededPayload what a carrier has to hold so that the bond's packets stay as large
   */
  Carrier poll(List<Carrier> carriers, int neededPayload, long nowNs) {
    nextCheckNs = nowNs + CHECK_NS;
    for (Iterator<Newcomer> i = waiting.iterator(); i.hasNext(); ) {
      Newcomer newcomer = i.next();
      Carrier carrier = newcomer.carrier();
      carrier.refresh(nowNs);
      if (carrier.maxPayload() >= neededPayload
          || nowNs >= newcomer.latestNs()
          || !canDoWithout(carrier, carriers)) {
        i.remove();
        return carrier;
      }
    }
    return null;
  }

  /** When to look again. */
  long nextTimerNs() {
    return waiting.isEmpty() ? Long.MAX_VALUE : nextCheckNs;
  }

  void clear() {
    waiting.clear();
  }
}
