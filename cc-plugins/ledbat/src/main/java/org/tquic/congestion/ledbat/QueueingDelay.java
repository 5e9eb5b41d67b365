package org.tquic.congestion.ledbat;

import java.util.Arrays;

/**
 * How much of the round-trip time is a queue, as RFC 6817 section 2.4.2 measures it: the minimum of
 * the last samples, less the minimum of the last ten minutes. Nanoseconds.
 */
final class QueueingDelay {
  private static final long MINUTE_NS = 60_000_000_000L;
  private static final int BASE_MINUTES = 10;
  private static final int CURRENT_SAMPLES = 4;
  private static final long NONE = Long.MAX_VALUE;

  private final long[] minuteNs = new long[BASE_MINUTES];
  private final long[] sampleNs = new long[CURRENT_SAMPLES];
  private int minute;
  private int sample;
  private long minuteStartNs;
  private long baseNs = NONE;
  private long currentNs = NONE;

  QueueingDelay(long nowNs) {
    minuteStartNs = nowNs;
    Arrays.fill(minuteNs, NONE);
    Arrays.fill(sampleNs, NONE);
  }

  void onSample(long rttNs, long nowNs) {
    if (nowNs - minuteStartNs >= MINUTE_NS) {
      minuteStartNs = nowNs;
      minute = (minute + 1) % BASE_MINUTES;
      minuteNs[minute] = NONE;
    }
    minuteNs[minute] = Math.min(minuteNs[minute], rttNs);
    sampleNs[sample] = rttNs;
    sample = (sample + 1) % CURRENT_SAMPLES;
    baseNs = minimum(minuteNs);
    currentNs = minimum(sampleNs);
  }

  private static long minimum(long[] values) {
    long least = NONE;
    for (long value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  /** Whether there was a sample. */
  boolean isKnown() {
    return baseNs != NONE;
  }

  /** Round-trip time without a queue; only after a sample. */
  long baseNs() {
    return baseNs;
  }

  /** The queue's part of the round-trip time; only after a sample. */
  long ns() {
    return currentNs - baseNs;
  }
}
