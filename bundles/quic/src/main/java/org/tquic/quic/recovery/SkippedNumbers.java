package org.tquic.quic.recovery;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.tquic.quic.wire.AckFrame;

/**
 * Packet numbers left out at random, so that a peer which acknowledges what it never received gives
 * itself away: RFC 9000 section 21.4. The intervals grow, because a long connection is at less
 * risk, and each skipped number costs the peer an acknowledgement.
 */
final class SkippedNumbers {
  private static final int REMEMBERED = 16;
  private static final int FIRST_INTERVAL = 64;
  private static final int LARGEST_INTERVAL = 1 << 14;

  private final SplittableRandom random;
  private final long[] skipped = new long[REMEMBERED];
  private int at;
  private int interval = FIRST_INTERVAL;
  private long next;

  SkippedNumbers(long seed) {
    random = new SplittableRandom(seed);
    Arrays.fill(skipped, -1);
    plan(0);
  }

  private void plan(long from) {
    next = from + interval / 4 + random.nextInt(interval);
    interval = Math.min(2 * interval, LARGEST_INTERVAL);
  }

  /** Whether this number is to be left out. */
  boolean skip(long packetNumber) {
    if (packetNumber < next) {
      return false;
    }
    skipped[at++ & REMEMBERED - 1] = packetNumber;
    plan(packetNumber);
    return true;
  }

  /** The number that is left out and acknowledged nevertheless, or -1. */
  long acknowledgedBy(AckFrame ack) {
    for (long number : skipped) {
      for (int i = 0; i < ack.rangeCount() && number >= 0; i++) {
        if (ack.rangeLow(i) <= number) {
          if (ack.rangeHigh(i) >= number) {
            return number;
          }
          break;
        }
      }
    }
    return -1;
  }
}
