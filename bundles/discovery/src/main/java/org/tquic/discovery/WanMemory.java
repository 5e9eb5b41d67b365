package org.tquic.discovery;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Remembers which links have been WANs, since a WAN in trouble often has no default route: its DHCP
 * client takes the route away when the carrier drops, and brings it back seconds after the carrier
 * returns. The bond must go on seeing such a link, as down.
 *
 * <p>The rule: a link that had a default route is held for a WAN while it exists, until it has been
 * up with carrier and without a default route for {@link #PATIENCE_NS} in one stretch. While it is
 * down or has no carrier the stretch does not begin. Pure and not thread-safe.
 */
final class WanMemory {
  /** How long a link may be fit and yet without a default route. */
  static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

  private static final long NOT_WAITING = Long.MAX_VALUE;

  /** Links that have been WANs, and when patience with them ends. */
  private final Map<Integer, Long> deadlines = new HashMap<>();

  /**
   * Whether a link is to be held for a WAN.
   *
   * @param index interface index
   * @param leadsOut whether it has a default route now
   * @param fit whether it is up and has carrier
   * @param nowNs time, monotonic
   */
  boolean holds(int index, boolean leadsOut, boolean fit, long nowNs) {
    if (leadsOut) {
      deadlines.put(index, NOT_WAITING);
      return true;
    }
    Long deadline = deadlines.get(index);
    if (deadline == null) {
      return false;
    }
    if (!fit) {
      deadlines.put(index, NOT_WAITING);
      return true;
    }
    if (deadline == NOT_WAITING) {
      deadlines.put(index, nowNs + PATIENCE_NS);
      return true;
    }
    if (deadline - nowNs > 0) {
      return true;
    }
    deadlines.remove(index);
    return false;
  }

  /** Forgets a link that is gone, or has become something that is never a WAN. */
  void forget(int index) {
    deadlines.remove(index);
  }

  /** Forgets every link that is not among these. */
  void retain(Set<Integer> indexes) {
    deadlines.keySet().retainAll(indexes);
  }

  /** When a link may next cease to be held, or {@link Long#MAX_VALUE} for never. */
  long nextDeadlineNs() {
    return deadlines.values().stream().mapToLong(Long::longValue).min().orElse(NOT_WAITING);
  }
}
