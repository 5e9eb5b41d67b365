package org.tquic.bond.wire;

import org.tquic.bond.wire.ControlMessage.CarrierFeedback;

/**
 * The carrier sequence numbers received on one carrier, as runs, newest first; old runs are
 * forgotten.
 */
public final class ReceivedRanges {
  private static final int CAPACITY = 64;
  private static final int MAX_REACH = 0xffff;

  private final long[] lows = new long[CAPACITY];
  private final long[] highs = new long[CAPACITY];
  private int count;
  private long largestReceivedNs;

  /** Largest number received, or -1. */
  public long largest() {
    return count == 0 ? -1 : highs[0];
  }

  /** The number a datagram with the next new packet would carry. */
  public long expected() {
    return largest() + 1;
  }

  /**
   * Notes a number.
   *
   * @return whether it leaves a new gap behind it
   */
  public boolean add(long sequence, long nowNs) {
    if (count == 0 || sequence > highs[0]) {
      largestReceivedNs = nowNs;
      if (count > 0 && sequence == highs[0] + 1) {
        highs[0] = sequence;
        return false;
      }
      boolean gap = count > 0;
      insert(0, sequence);
      return gap;
    }
    addBelow(sequence);
    return false;
  }

  private void addBelow(long sequence) {
    for (int i = 0; i < count; i++) {
      if (sequence >= lows[i]) {
        if (sequence > highs[i]) {
          fill(i, sequence);
        }
        return;
      }
    }
    if (sequence == lows[count - 1] - 1) {
      lows[count - 1] = sequence;
    } else if (count < CAPACITY) {
      insert(count, sequence);
    }
  }

  /** The number lies between run {@code below} and the run above it. */
  private void fill(int below, long sequence) {
    boolean touchesBelow = sequence == highs[below] + 1;
    boolean touchesAbove = below > 0 && sequence == lows[below - 1] - 1;
    if (touchesBelow && touchesAbove) {
      lows[below - 1] = lows[below];
      System.arraycopy(lows, below + 1, lows, below, count - below - 1);
      System.arraycopy(highs, below + 1, highs, below, count - below - 1);
      count--;
    } else if (touchesBelow) {
      highs[below] = sequence;
    } else if (touchesAbove) {
      lows[below - 1] = sequence;
    } else {
      insert(below, sequence);
    }
  }

  private void insert(int at, long sequence) {
    int moved = Math.min(count, CAPACITY - 1) - at;
    if (moved > 0) {
      System.arraycopy(lows, at, lows, at + 1, moved);
      System.arraycopy(highs, at, highs, at + 1, moved);
    }
    lows[at] = sequence;
    highs[at] = sequence;
    count = Math.min(count + 1, CAPACITY);
  }

  /** What to tell the sender; only when something was received. */
  public CarrierFeedback feedback(int carrier, long nowNs) {
    long largest = highs[0];
    long reach = largest - MAX_REACH;
    int told = 0;
    while (told < Math.min(count, ControlMessage.MAX_RANGES) && highs[told] >= reach) {
      told++;
    }
    int[] ranges = new int[2 * told];
    for (int i = 0; i < told; i++) {
      ranges[2 * i] = (int) (largest - highs[i]);
      ranges[2 * i + 1] = (int) (largest - Math.max(lows[i], reach));
    }
    return new CarrierFeedback(carrier, (int) largest, (nowNs - largestReceivedNs) / 1000, ranges);
  }

  /** Number of separate runs remembered. */
  int runs() {
    return count;
  }
}
