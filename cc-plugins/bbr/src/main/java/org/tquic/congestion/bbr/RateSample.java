package org.tquic.congestion.bbr;

import org.tquic.spi.congestion.AckEvent;

/** What one acknowledgement says, the draft's RS; reused. Sizes are bytes. */
final class RateSample {
  long nowNs;

  /** Delivery rate in bytes per second, 0 where there is no sample. */
  double rateBps;

  /** Delivered over the sample's interval, 0 where there is no sample. */
  long sampleBytes;

  /** Delivered on the path before the packet was sent that the sample rests on. */
  long priorDeliveredBytes;

  /** Delivered on the path since it began. */
  long deliveredBytes;

  /** Round-trip time in nanoseconds, or -1. */
  long rttNs;

  /** The same, smoothed. */
  long smoothedRttNs;

  /** Newly acknowledged. */
  long ackedBytes;

  /** In flight when the packet was sent, itself included. */
  long sentInFlightBytes;

  /** Lost since the packet was sent. */
  long lostBytes;

  /** In flight now. */
  long inFlightBytes;

  /** Whether application or ProbeRTT limited the sample. */
  boolean limited;

  /** Whether the window limited sending lately. */
  boolean windowLimited;

  private long limitedFromBytes = Long.MAX_VALUE;
  private long limitedUntilBytes = -1;

  void take(AckEvent event) {
    nowNs = event.nowNs();
    long bytes = event.sampleDeliveredBytes();
    long intervalNs = event.sampleIntervalNs();
    boolean sampled = bytes > 0 && intervalNs > 0;
    sampleBytes = sampled ? bytes : 0;
    rateBps = sampled ? bytes * 1e9 / intervalNs : 0;
    priorDeliveredBytes = event.samplePriorDeliveredBytes();
    deliveredBytes = event.deliveredBytes();
    rttNs = event.hasRttSample() ? event.latestRttNs() : -1;
    smoothedRttNs = event.smoothedRttNs();
    ackedBytes = event.ackedBytes();
    sentInFlightBytes = event.sampleInFlightBytes();
    lostBytes = event.sampleLostBytes();
    inFlightBytes = event.inFlightAfterBytes();
    windowLimited = event.isWindowLimited();
    limited =
        event.isSampleApplicationLimited()
            || priorDeliveredBytes >= limitedFromBytes && priorDeliveredBytes <= limitedUntilBytes;
  }

  /**
   * What is under way now, or was sent since the first such call in a row, was held back by
   * ProbeRTT: its rate is no measure of the path.
   */
  void holdBack() {
    if (deliveredBytes > limitedUntilBytes) {
      limitedFromBytes = deliveredBytes;
    }
    limitedUntilBytes = deliveredBytes + inFlightBytes;
  }
}
