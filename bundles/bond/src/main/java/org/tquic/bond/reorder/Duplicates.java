package org.tquic.bond.reorder;

import org.tquic.bond.wire.SequenceNumbers;

/** Tells what came before; what is older than all it remembers counts as such. */
final class Duplicates {
  private final RecentNumbers seen = new RecentNumbers();
  private long next;

  /** Whether the number with these low 32 bits comes for the first time. */
  boolean isNew(int sequenceLow) {
    long sequence = SequenceNumbers.expand(sequenceLow, next);
    boolean old = sequence < next;
    if (sequence < next - RecentNumbers.WINDOW || old && seen.contains(sequence)) {
      return false;
    }
    for (long s = Math.max(next, sequence - RecentNumbers.WINDOW + 1); s < sequence; s++) {
      seen.set(s, false);
    }
    seen.set(sequence, true);
    next = Math.max(next, sequence + 1);
    return true;
  }
}
