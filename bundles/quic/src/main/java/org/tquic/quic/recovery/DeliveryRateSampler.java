package org.tquic.quic.recovery;

/**
 * Samples the rate at which a path delivers, as draft-cheng-iccrg-delivery-rate-estimation
 * describes it: how much was delivered between the sending of a packet and its acknowledgement,
 * over the longer of the times that sending and acknowledging took.
 */
public final class DeliveryRateSampler {
  private long deliveredBytes;
  private long deliveredNs;
  private long firstSentNs;
  private long lostBytes;

  /** While so much is not delivered, samples are limited by the application; 0 for not. */
  private long limitedUntilBytes;

  private boolean sampled;
  private long priorDeliveredBytes;
  private long priorDeliveredNs;
  private long priorLostBytes;
  private long sampleSentNs;
  private long sendElapsedNs;
  private long sampleInFlightBytes;
  private boolean sampleLimited;
  private long sampleBytes;
  private long intervalNs;

  private long rateBps = -1;
  private long rateAtNs;

  /** Begins again: the path is another. */
  public void reset() {
    deliveredBytes = 0;
    lostBytes = 0;
    limitedUntilBytes = 0;
    rateBps = -1;
    sampleBytes = -1;
    intervalNs = -1;
  }

  /** Notes in a packet what was delivered when it was sent. */
  void onSent(SentPacket packet, long inFlightBeforeBytes, long nowNs) {
    if (inFlightBeforeBytes == 0) {
      // Silence is no slowness.
      firstSentNs = nowNs;
      deliveredNs = nowNs;
    }
    packet.firstSentNs = firstSentNs;
    packet.deliveredNs = deliveredNs;
    packet.deliveredBytes = deliveredBytes;
    packet.lostBytes = lostBytes;
    packet.inFlightBytes = inFlightBeforeBytes + packet.bytes;
    packet.applicationLimited = limitedUntilBytes > 0;
  }

  /** The application has nothing to send although it could. */
  void onApplicationLimited(long inFlightBytes) {
    limitedUntilBytes = Math.max(deliveredBytes + inFlightBytes, 1);
  }

  /** An acknowledgement is looked at. */
  void begin() {
    sampled = false;
    sampleBytes = -1;
    intervalNs = -1;
  }

  /** A packet is acknowledged by it; the one sent last makes the sample. */
  void onAcked(SentPacket packet, long nowNs) {
    deliveredBytes += packet.bytes;
    deliveredNs = nowNs;
    if (sampled
        && (packet.deliveredBytes < priorDeliveredBytes
            || packet.deliveredBytes == priorDeliveredBytes && packet.sentNs < sampleSentNs)) {
      return;
    }
    sampled = true;
    priorDeliveredBytes = packet.deliveredBytes;
    priorDeliveredNs = packet.deliveredNs;
    priorLostBytes = packet.lostBytes;
    sampleSentNs = packet.sentNs;
    sendElapsedNs = packet.sentNs - packet.firstSentNs;
    sampleInFlightBytes = packet.inFlightBytes;
    sampleLimited = packet.applicationLimited;
    firstSentNs = packet.sentNs;
  }

  void onLost(SentPacket packet) {
    lostBytes += packet.bytes;
  }

  /** The acknowledgement is done: makes the sample where there is one. */
  void end(long minRttNs, long nowNs) {
    if (limitedUntilBytes > 0 && deliveredBytes > limitedUntilBytes) {
      limitedUntilBytes = 0;
    }
    if (!sampled) {
      return;
    }
    long interval = Math.max(sendElapsedNs, deliveredNs - priorDeliveredNs);
    if (interval <= 0 || interval < minRttNs) {
      // Shorter than a round trip: compressed acknowledgements would show any rate.
      return;
    }
    sampleBytes = deliveredBytes - priorDeliveredBytes;
    intervalNs = interval;
    long rate = (long) (sampleBytes * 1e9 / interval);
    if (!sampleLimited || rate >= rateBps) {
      rateBps = rate;
      rateAtNs = nowNs;
    }
  }

  /** Latest rate in bytes per second, or -1; one that the application limited only raises it. */
  public long rateBps() {
    return rateBps;
  }

  /** Time since {@link #rateBps()} was measured, or -1. */
  public long rateAgeNs(long nowNs) {
    return rateBps < 0 ? -1 : nowNs - rateAtNs;
  }

  /** Bytes delivered since the path began. */
  public long deliveredBytes() {
    return deliveredBytes;
  }

  /** Bytes lost since the path began. */
  public long lostBytes() {
    return lostBytes;
  }

  long sampleBytes() {
    return sampleBytes;
  }

  long intervalNs() {
    return intervalNs;
  }

  long priorDeliveredBytes() {
    return priorDeliveredBytes;
  }

  long sampleInFlightBytes() {
    return sampleInFlightBytes;
  }

  long sampleLostBytes() {
    return lostBytes - priorLostBytes;
  }

  boolean isSampleLimited() {
    return sampleLimited;
  }
}
