package org.tquic.bond.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.tquic.bond.path.Carrier;

/** Carriers that get no more packets and go when what they have under way has arrived. */
final class Retirements {
  private static final long CHECK_NS = 20_000_000;

  private final List<Retirement> waiting = new ArrayList<>();

  private record Retirement(Carrier carrier, long latestNs) {}

  void add(Carrier carrier, long nowNs) {
    waiting.add(new Retirement(carrier, nowNs + carrier.rtt().suspicionNs()));
  }

  /** Takes the next one out whose time has come, or gives null. */
  Carrier poll(long nowNs) {
    for (Iterator<Retirement> i = waiting.iterator(); i.hasNext(); ) {
      Retirement retirement = i.next();
      if (retirement.carrier().ledger().isEmpty() || nowNs >= retirement.latestNs()) {
        i.remove();
        return retirement.carrier();
      }
    }
    return null;
  }

  /** When to look again. */
  long nextTimerNs(long nowNs) {
    return waiting.isEmpty() ? Long.MAX_VALUE : nowNs + CHECK_NS;
  }
}
