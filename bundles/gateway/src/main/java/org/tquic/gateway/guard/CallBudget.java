package org.tquic.gateway.guard;

import java.util.function.LongSupplier;

/**
 * Finds a plug-in whose calls take too long as a rule. Every {@value #EACH}th call is measured, so
 * that measuring costs next to nothing, and several of those have to be long before one counts: a
 * thread that had to wait for its processor or for the garbage collector is not the plug-in's
 * fault. A call that never returns is the affair of {@link LoopWatchdog}.
 */
final class CallBudget {
  /** One call in so many is measured. */
  static final int EACH = 64;

  /** With so much for each packet a bond ends at some 20 Mbit/s, and nothing else has its turn. */
  static final long LONGEST_NS = 500_000;

  /** By how many the long calls among the measured ones have to be ahead of the short ones. */
  static final int TOO_MANY = 8;

  private static final long NOT_MEASURED = Long.MIN_VALUE;

  private final LongSupplier stopwatch;
  private int calls;
  private int ahead;

  /**
   * @param stopwatch nanoseconds since any time
   */
  CallBudget(LongSupplier stopwatch) {
    this.stopwatch = stopwatch;
  }

  /** A call begins; gives what {@link #end} wants to know. */
  long begin() {
    return ++calls % EACH == 0 ? stopwatch.getAsLong() : NOT_MEASURED;
  }

  /**
   * The call ended.
   *
   * @return how long this one took, nanoseconds, if with it the plug-in has used up its budget;
   *     else -1
   */
  long end(long begin) {
    if (begin == NOT_MEASURED) {
      return -1;
    }
    long tookNs = stopwatch.getAsLong() - begin;
    ahead = tookNs > LONGEST_NS ? ahead + 1 : Math.max(ahead - 1, 0);
    if (ahead < TOO_MANY) {
      return -1;
    }
    ahead = 0;
    return tookNs;
  }
}
