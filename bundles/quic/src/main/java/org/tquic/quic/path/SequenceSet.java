package org.tquic.quic.path;

import java.util.Arrays;

/** A set of numbers that mostly follow each other, kept as a bounded number of ranges. */
final class SequenceSet {
  private static final int FIRST_CAPACITY = 4;

  private final int maxRanges;
  private long[] low;
  private long[] high;
  private int ranges;
  private long count;

  SequenceSet(int maxRanges) {
    this.maxRanges = maxRanges;
    low = new long[Math.min(FIRST_CAPACITY, maxRanges)];
    high = new long[low.length];
  }

  /** Adds a number; false when it is not in the set because that would take too many ranges. */
  boolean add(long value) {
    int below = rangeFrom(value);
    if (below >= 0 && value <= high[below]) {
      return true;
    }
    boolean joinsBelow = below >= 0 && high[below] == value - 1;
    boolean joinsAbove = below + 1 < ranges && low[below + 1] == value + 1;
    if (joinsBelow && joinsAbove) {
      high[below] = high[below + 1];
      shift(below + 2, below + 1);
      ranges--;
    } else if (joinsBelow) {
      high[below] = value;
    } else if (joinsAbove) {
      low[below + 1] = value;
    } else {
      if (ranges == maxRanges) {
        return false;
      }
      if (ranges == low.length) {
        low = Arrays.copyOf(low, Math.min(2 * ranges, maxRanges));
        high = Arrays.copyOf(high, low.length);
      }
      shift(below + 1, below + 2);
      low[below + 1] = value;
      high[below + 1] = value;
      ranges++;
    }
    count++;
    return true;
  }

  boolean contains(long value) {
    int range = rangeFrom(value);
    return range >= 0 && value <= high[range];
  }

  /** The lowest number from {@code from} on that is not in the set. */
  long firstMissing(long from) {
    int range = rangeFrom(from);
    return range >= 0 && from <= high[range] ? high[range] + 1 : from;
  }

  long count() {
    return count;
  }

  private void shift(int from, int to) {
    System.arraycopy(low, from, low, to, ranges - from);
    System.arraycopy(high, from, high, to, ranges - from);
  }

  /** The last range that begins at or below a value, -1 for none. */
  private int rangeFrom(long value) {
    int first = 0;
    int last = ranges - 1;
    while (first <= last) {
      int middle = (first + last) >>> 1;
      if (low[middle] <= value) {
        first = middle + 1;
      } else {
        last = middle - 1;
      }
    }
    return last;
  }
}
