package org.tquic.bond.core;

import java.util.List;
import java.util.function.Predicate;
import org.tquic.api.bond.PathState;
import org.tquic.bond.path.Carrier;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathSet;

/**
 * The carriers that may carry packets now: of the active ones that are not in doubt those of the
 * lowest tier; where there are none, all active ones; where there are none, all.
 */
final class UsablePaths implements PathSet {
  private final Carrier[] usable = new Carrier[Decision.MAX_PATHS];
  private int size;

  void refresh(List<Carrier> carriers) {
    size = 0;
    int tier = LinkTiers.inUse(carriers);
    collect(carriers, carrier -> LinkTiers.works(carrier) && carrier.tier() == tier);
    collect(carriers, UsablePaths::isActive);
    collect(carriers, carrier -> true);
  }

  private static boolean isActive(Carrier carrier) {
    return carrier.state() == PathState.ACTIVE;
  }

  private void collect(List<Carrier> carriers, Predicate<Carrier> wanted) {
    if (size > 0) {
      return;
    }
    for (Carrier carrier : carriers) {
      if (size < usable.length && wanted.test(carrier)) {
        usable[size++] = carrier;
      }
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Carrier get(int index) {
    return usable[index];
  }

  boolean contains(Carrier carrier) {
    for (int i = 0; i < size; i++) {
      if (usable[i] == carrier) {
        return true;
      }
    }
    return false;
  }

  /** The carrier with the lowest round-trip time, or null. */
  Carrier fastest() {
    return fastestExcept(null);
  }

  /** The carrier with the lowest round-trip time that is not the given one, or null. */
  Carrier fastestExcept(Carrier except) {
    Carrier best = null;
    for (int i = 0; i < size; i++) {
      if (usable[i] != except
          && (best == null || usable[i].smoothedRttNs() < best.smoothedRttNs())) {
        best = usable[i];
      }
    }
    return best;
  }
}
