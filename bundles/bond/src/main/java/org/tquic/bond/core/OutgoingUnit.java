package org.tquic.bond.core;

import org.tquic.bond.queue.FlowQueue;
import org.tquic.bond.wire.DataHeader;
import org.tquic.spi.scheduler.SendUnit;

/** The packet at the head of the queue as schedulers see it; one object, filled anew each time. */
final class OutgoingUnit implements SendUnit {
  /** One-way delay that hardly anybody notices in a conversation, ITU-T G.114. */
  private static final long INTERACTIVE_NS = 150_000_000;

  private int sizeBytes;
  private TrafficClass trafficClass;
  private int bucket;
  private long enqueuedNs;
  private long backlogBytes;

  OutgoingUnit of(FlowQueue queue) {
    sizeBytes = queue.packet().readableBytes() + DataHeader.SIZE;
    trafficClass = queue.trafficClass();
    bucket = queue.bucket();
    enqueuedNs = queue.enqueuedNs();
    backlogBytes = queue.bytes();
    return this;
  }

  @Override
  public Kind kind() {
    return Kind.DATAGRAM;
  }

  @Override
  public int sizeBytes() {
    return sizeBytes;
  }

  @Override
  public TrafficClass trafficClass() {
    return trafficClass;
  }

  @Override
  public int flowHash() {
    return bucket;
  }

  @Override
  public long enqueuedNs() {
    return enqueuedNs;
  }

  @Override
  public long backlogBytes() {
    return backlogBytes;
  }

  @Override
  public long deadlineNs() {
    return trafficClass == TrafficClass.INTERACTIVE ? enqueuedNs + INTERACTIVE_NS : -1;
  }
}
