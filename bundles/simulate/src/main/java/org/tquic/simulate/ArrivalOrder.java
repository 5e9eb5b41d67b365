package org.tquic.simulate;

import java.util.Arrays;
import org.tquic.bond.wire.DataHeader;

/** How far out of order the packets of each flow bucket came over the paths. */
public final class ArrivalOrder {
  private static final int DEEPEST = 1 << 13;

  private final int[] highest = new int[DataHeader.BUCKETS];
  private final boolean[] seen = new boolean[DataHeader.BUCKETS];
  private final long[] byDepth = new long[DEEPEST];
  private long packets;
  private long late;

  void add(int bucket, int sequence) {
    packets++;
    if (!seen[bucket] || sequence - highest[bucket] > 0) {
      seen[bucket] = true;
      highest[bucket] = sequence;
    } else {
      late++;
      byDepth[Math.min(highest[bucket] - sequence, DEEPEST - 1)]++;
    }
  }

  /** Begins to count anew. */
  public void mark() {
    packets = 0;
    late = 0;
    Arrays.fill(byDepth, 0);
  }

  /** Share of packets that came after a later one of their flow, 0 to 1. */
  public double lateShare() {
    return packets == 0 ? 0 : (double) late / packets;
  }

  /** How many places late packets were behind the newest one: so many or less in 99 of 100. */
  public int lateDepthP99() {
    long left = (long) (0.99 * late);
    for (int depth = 0; depth < DEEPEST; depth++) {
      left -= byDepth[depth];
      if (left < 0) {
        return depth;
      }
    }
    return 0;
  }
}
