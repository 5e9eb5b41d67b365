package org.tquic.api.simulation;

import java.util.List;

/**
 * A link over time, on the way from the router.
 *
 * @param link its name
 * @param controller what its path's congestion controller says it is, at the end
 * @param samples at equal distances from the beginning on
 */
public record LinkTimeline(String link, String controller, List<Sample> samples) {
  /**
   * A link at an instant.
   *
   * @param timeNs since the beginning of the traffic
   * @param throughputBps IP packets that left the link since the sample before, bytes per second
   * @param windowBytes congestion window of its path
   * @param queueNs how long a packet that comes now waits before the link
   * @param roundTripNs smoothed round-trip time of its path
   */
  public record Sample(
      long timeNs, long throughputBps, long windowBytes, long queueNs, long roundTripNs) {}

  /** Copies the list. */
  public LinkTimeline {
    samples = List.copyOf(samples);
  }
}
