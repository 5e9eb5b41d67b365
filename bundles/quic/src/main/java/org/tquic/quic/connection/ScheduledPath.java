package org.tquic.quic.connection;

import org.tquic.spi.scheduler.PathView;

/** A path as its scheduler sees it. */
final class ScheduledPath implements PathView {
  /** Header, packet number, tag and frame header of a packet, at most. */
  private static final int OVERHEAD_BYTES = 60;

  private static final double UNWEIGHTED = -1;

  private final ConnectionEvents events;
  Path path;

  /** Whether its pacer holds it back while there is more to send than the pacers let go. */
  boolean mustWait;

  ScheduledPath(ConnectionEvents events) {
    this.events = events;
  }

  @Override
  public int id() {
    return (int) path.id();
  }

  @Override
  public String linkName() {
    return events.linkName(path.network().link());
  }

  @Override
  public long smoothedRttNs() {
    return path.recovery.rtt().smoothedNs();
  }

  @Override
  public long latestRttNs() {
    return path.recovery.rtt().latestNs();
  }

  @Override
  public long minRttNs() {
    return path.recovery.rtt().minNs();
  }

  @Override
  public long rttVarianceNs() {
    return path.recovery.rtt().varianceNs();
  }

  @Override
  public long congestionWindow() {
    return path.recovery.congestionWindow();
  }

  @Override
  public long bytesInFlight() {
    return path.recovery.bytesInFlight();
  }

  @Override
  public long queuedBytes() {
    return path.datagrams.bytes();
  }

  @Override
  public long pacingRateBps() {
    return path.recovery.pacingRateBps();
  }

  @Override
  public long deliveryRateBps() {
    return path.recovery.deliveryRateBps();
  }

  @Override
  public double lossRate() {
    return path.recovery.lossRate();
  }

  @Override
  public int ptoCount() {
    return path.recovery.ptoCount();
  }

  @Override
  public long lastAckAgeNs(long nowNs) {
    return path.recovery.lastAckAgeNs(nowNs);
  }

  @Override
  public int maxPayload() {
    return path.mtu.currentMtu() - OVERHEAD_BYTES;
  }

  /** Room for less than a datagram is none: the path would be chosen and could not send. */
  @Override
  public long room() {
    return !mustWait && path.recovery.windowOpen(path.mtu.currentMtu()) ? PathView.super.room() : 0;
  }

  @Override
  public double weight() {
    return UNWEIGHTED;
  }
}
