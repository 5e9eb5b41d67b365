package org.tquic.quic.wire;

import java.util.Arrays;

/**
 * Content of an ACK or PATH_ACK frame, RFC 9000 section 19.3; reusable. Ranges are in descending
 * order with at least one number missing between two of them.
 */
public final class AckFrame {
  /** Ranges kept; lower ones are ignored. */
  public static final int MAX_RANGES = 256;

  private static final int FIRST_CAPACITY = 8;

  /** Whether it is a PATH_ACK. */
  public boolean pathFrame;

  /** Path whose packets are acknowledged, 0 for ACK. */
  public long pathId;

  /** Largest number acknowledged, −1 while there is no range. */
  public long largest = -1;

  /** ACK Delay as it travels, not yet scaled by the ACK delay exponent. */
  public long delay;

  /** Whether the three counts are there. */
  public boolean hasEcn;

  /** Packets received with ECT(0). */
  public long ect0;

  /** Packets received with ECT(1). */
  public long ect1;

  /** Packets received with CE. */
  public long ce;

  private long[] lows = new long[FIRST_CAPACITY];
  private long[] highs = new long[FIRST_CAPACITY];
  private int count;

  /** Starts over: an ACK without ranges, delay and counts. */
  public void clear() {
    pathFrame = false;
    pathId = 0;
    largest = -1;
    delay = 0;
    hasEcn = false;
    ect0 = 0;
    ect1 = 0;
    ce = 0;
    count = 0;
  }

  /**
   * Appends the range of numbers from {@code low} to {@code high}, both included; the first sets
   * {@link #largest}. Ignored when {@value #MAX_RANGES} are there already.
   *
   * @throws IllegalArgumentException unless it is below the one before, with a gap
   */
  public void addRange(long low, long high) {
    if (low < 0 || high < low || count > 0 && high > lows[count - 1] - 2) {
      throw new IllegalArgumentException("not the next range: " + low + " to " + high);
    }
    if (count == MAX_RANGES) {
      return;
    }
    if (count == 0) {
      largest = high;
    }
    if (count == lows.length) {
      lows = Arrays.copyOf(lows, 2 * count);
      highs = Arrays.copyOf(highs, 2 * count);
    }
    lows[count] = low;
    highs[count] = high;
    count++;
  }

  /** Number of ranges. */
  public int rangeCount() {
    return count;
  }

  /** Smallest number of a range; range 0 has the highest numbers. */
  public long rangeLow(int range) {
    return lows[range];
  }

  /** Largest number of a range. */
  public long rangeHigh(int range) {
    return highs[range];
  }
}
