package org.tquic.quic.stream;

import java.util.Arrays;

/**
 * A set of non-negative integers as ascending half-open ranges that neither overlap nor touch. Adds
 * and removals search in logarithmic time; the lowest range is taken off in constant time.
 */
public final class RangeSet {
  private static final long[] NONE = {};

  /** Start and end of each range, from {@link #first} to {@link #last}. */
  private long[] bounds = NONE;

  private int first;
  private int last;

  /** Whether it holds nothing. */
  public boolean isEmpty() {
    return first == last;
  }

  /** Number of ranges. */
  public int size() {
    return (last - first) >> 1;
  }

  /** Lowest integer of range i, 0 being the lowest range. */
  public long start(int i) {
    return bounds[first + 2 * checked(i)];
  }

  /** One above the highest integer of range i. */
  public long end(int i) {
    return bounds[first + 2 * checked(i) + 1];
  }

  /** Whether all of a range that is not empty is in. */
  public boolean contains(long start, long end) {
    int at = firstEndingFrom(start + 1);
    return at < last && bounds[at] <= start && end <= bounds[at + 1];
  }

  /** Whether any of a range that is not empty is in. */
  public boolean intersects(long start, long end) {
    int at = firstEndingFrom(start + 1);
    return at < last && bounds[at] < end;
  }

  /** Adds a range; nothing when it is empty. */
  public void add(long start, long end) {
    if (start >= end) {
      return;
    }
    int at = firstEndingFrom(start);
    int after = at;
    while (after < last && bounds[after] <= end) {
      after += 2;
    }
    if (at == after) {
      insert(at, start, end);
      return;
    }
    bounds[at] = Math.min(bounds[at], start);
    bounds[at + 1] = Math.max(bounds[after - 1], end);
    delete(at + 2, after);
  }

  /** Takes a range out, as far as it is in. */
  public void remove(long start, long end) {
    if (start >= end) {
      return;
    }
    int at = firstEndingFrom(start + 1);
    if (at < last && bounds[at] < start) {
      long tail = bounds[at + 1];
      bounds[at + 1] = start;
      if (tail > end) {
        insert(at + 2, end, tail);
        return;
      }
      at += 2;
    }
    int after = at;
    while (after < last && bounds[after + 1] <= end) {
      after += 2;
    }
    if (after < last && bounds[after] < end) {
      bounds[after] = end;
    }
    delete(at, after);
  }

  /** Takes out what another set has between two integers. */
  public void removeAll(RangeSet other, long start, long end) {
    for (int at = other.firstEndingFrom(start + 1);
        at < other.last && other.bounds[at] < end;
        at += 2) {
      remove(Math.max(start, other.bounds[at]), Math.min(end, other.bounds[at + 1]));
    }
  }

  /** Takes the lowest range out. */
  public void removeFirst() {
    checked(0);
    delete(first, first + 2);
  }

  /** Takes everything out. */
  public void clear() {
    first = 0;
    last = 0;
  }

  private int checked(int i) {
    if (i < 0 || i >= size()) {
      throw new IndexOutOfBoundsException(i);
    }
    return i;
  }

  /** Index of the lowest range whose end is at least that. */
  private int firstEndingFrom(long end) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bounds[first + 2 * middle + 1] < end) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return first + 2 * low;
  }

  private void insert(int at, long start, long end) {
    int index = at;
    if (last == bounds.length) {
      index -= first;
      makeRoom();
    }
    System.arraycopy(bounds, index, bounds, index + 2, last - index);
    bounds[index] = start;
    bounds[index + 1] = end;
    last += 2;
  }

  /** Moves everything to the front, of a larger array when less than half is free. */
  private void makeRoom() {
    int used = last - first;
    boolean fits = used > 0 && 2 * used <= bounds.length;
    long[] target = fits ? bounds : new long[Math.max(4, 2 * used)];
    System.arraycopy(bounds, first, target, 0, used);
    bounds = target;
    first = 0;
    last = used;
  }

  private void delete(int from, int to) {
    if (from == first) {
      first = to;
    } else if (from < to) {
      System.arraycopy(bounds, to, bounds, from, last - to);
      last -= to - from;
    }
    if (first == last) {
      clear();
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOfRange(bounds, first, last));
  }
}
