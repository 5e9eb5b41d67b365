package org.tquic.spi.scheduler;

/** A path whose every value can be set. */
public final class FakePath implements PathView {
  private final int id;

  /** Round-trip time, nanoseconds. */
  public long rttNs = 50_000_000;

  /** Congestion window, bytes. */
  public long windowBytes = 100_000;

  /** Bytes under way. */
  public long inFlightBytes;

  /** Measured delivery rate, bytes per second. */
  public long rateBps = -1;

  /** One-way delay beyond that of the fastest path, nanoseconds, or -1. */
  public long forwardDelayNs = -1;

  /** The operator's weight, or -1. */
  public double operatorWeight = -1;

  /** What its link may still carry, bytes, or -1. */
  public long quotaLeft = -1;

  /** Bytes ever sent. */
  public long sentBytes;

  /** A path with room. */
  public FakePath(int id) {
    this.id = id;
  }

  /** Sets measured values. */
  public FakePath measured(long rttMs, long newRateBps) {
    rttNs = rttMs * 1_000_000;
    rateBps = newRateBps;
    windowBytes = newRateBps * rttMs / 1_000;
    return this;
  }

  /** Sets the operator's weight. */
  public FakePath weight(double weight) {
    operatorWeight = weight;
    return this;
  }

  /** Takes away all room, or gives it back. */
  public void full(boolean full) {
    inFlightBytes = full ? windowBytes : 0;
  }

  @Override
  public long quotaLeftBytes() {
    return quotaLeft;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public String linkName() {
    return "link" + id;
  }

  @Override
  public long smoothedRttNs() {
    return rttNs;
  }

  @Override
  public long latestRttNs() {
    return rttNs;
  }

  @Override
  public long minRttNs() {
    return rttNs;
  }

  @Override
  public long rttVarianceNs() {
    return rttNs / 8;
  }

  @Override
  public long forwardDelayNs() {
    return forwardDelayNs;
  }

  @Override
  public long congestionWindow() {
    return windowBytes;
  }

  @Override
  public long bytesInFlight() {
    return inFlightBytes;
  }

  @Override
  public long queuedBytes() {
    return 0;
  }

  @Override
  public long pacingRateBps() {
    return -1;
  }

  @Override
  public long deliveryRateBps() {
    return rateBps;
  }

  @Override
  public double lossRate() {
    return 0;
  }

  @Override
  public int ptoCount() {
    return 0;
  }

  @Override
  public long lastAckAgeNs(long nowNs) {
    return 0;
  }

  @Override
  public int maxPayload() {
    return 1_400;
  }

  @Override
  public double weight() {
    return operatorWeight;
  }

  @Override
  public String toString() {
    return "path %d: rtt %d us, room %d".formatted(id, rttNs / 1000, room());
  }
}
