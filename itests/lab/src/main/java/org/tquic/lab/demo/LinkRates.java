package org.tquic.lab.demo;

import java.util.Map;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.emulator.LinkCounters;

/** Rates of the links between two looks at their counters. */
final class LinkRates {
  private final Map<String, Map<Direction, LinkCounters>> before;
  private final Map<String, Map<Direction, LinkCounters>> after;
  private final double seconds;

  LinkRates(
      Map<String, Map<Direction, LinkCounters>> before,
      Map<String, Map<Direction, LinkCounters>> after,
      double seconds) {
    this.before = before;
    this.after = after;
    this.seconds = seconds;
  }

  /** Mbit/s at the physical layer that a direction delivered. */
  double mbps(String link, Direction direction) {
    if (!before.containsKey(link) || !after.containsKey(link) || seconds <= 0) {
      return 0;
    }
    long bytes =
        after.get(link).get(direction).wireBytes() - before.get(link).get(direction).wireBytes();
    return bytes * 8 / 1e6 / seconds;
  }
}
