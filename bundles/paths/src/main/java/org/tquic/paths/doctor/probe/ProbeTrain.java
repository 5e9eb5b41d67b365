package org.tquic.paths.doctor.probe;

import java.util.Arrays;

/**
 * Round trips of probes that were sent one after the other. Times in nanoseconds. Not thread-safe.
 */
public final class ProbeTrain {
  private static final long LOST = -1;

  private final long[] sentNs;
  private final long[] roundTripNs;
  private int sent;

  /** A train of at most so many probes. */
  public ProbeTrain(int capacity) {
    sentNs = new long[capacity];
    roundTripNs = new long[capacity];
    Arrays.fill(roundTripNs, LOST);
  }

  /** The next probe leaves; returns its number. */
  public int onSent(long nowNs) {
    sentNs[sent] = nowNs;
    return sent++;
  }

  /** The answer to a probe is here; a second one does not count. */
  public void onAnswer(int number, long nowNs) {
    if (roundTripNs[number] == LOST) {
      roundTripNs[number] = nowNs - sentNs[number];
    }
  }

  /** What has come of it by now. */
  public Quality quality() {
    long[] trips = Arrays.stream(roundTripNs, 0, sent).filter(trip -> trip != LOST).toArray();
    long variation = 0;
    for (int i = 1; i < trips.length; i++) {
      variation += Math.abs(trips[i] - trips[i - 1]);
    }
    long jitterNs = trips.length < 2 ? 0 : variation / (trips.length - 1);
    Arrays.sort(trips);
    long medianNs = trips.length == 0 ? LOST : trips[trips.length / 2];
    return new Quality(sent, trips.length, medianNs, jitterNs);
  }

  /**
   * How well a link carries datagrams.
   *
   * @param sent probes
   * @param answered of them
   * @param medianNs round trip, -1 without an answer
   * @param jitterNs mean difference between a round trip and the one before
   */
  public record Quality(int sent, int answered, long medianNs, long jitterNs) {
    /** Share of the round trips that were lost in either direction, 0 to 1. */
    public double loss() {
      return sent == 0 ? 0 : 1.0 - (double) answered / sent;
    }
  }
}
