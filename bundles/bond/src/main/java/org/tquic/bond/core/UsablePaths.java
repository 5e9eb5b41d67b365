package org.tquic.bond.core;

import java.util.List;
import org.tquic.api.bond.PathState;
import org.tquic.bond.path.Carrier;
import org.tquic.spi.scheduler.Decision;
import org.tquic.spi.scheduler.PathSet;

/** The carriers that may carry packets now: the active ones, or all while none is active. */
final class UsablePaths implements PathSet {
  private final Carrier[] usable = new Carrier[Decision.MAX_PATHS];
  private int size;

  void refresh(List<Carrier> carriers) {
    size = 0;
    collect(carriers, true);
    if (size == 0) {
      collect(carriers, false);
    }
  }

  private void collect(List<Carrier> carriers, boolean activeOnly) {
    for (Carrier carrier : carriers) {
      if (size < usable.length && (!activeOnly || carrier.state() == PathState.ACTIVE)) {
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
