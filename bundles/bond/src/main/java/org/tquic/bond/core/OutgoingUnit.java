package org.tquic.bond.core;

import org.tquic.bond.queue.FlowClassifier;
import org.tquic.bond.queue.FlowQueue;
import org.tquic.bond.wire.DataHeader;
import org.tquic.spi.scheduler.SendUnit;

/** The packet at the head of the queue as schedulers see it; one object, filled anew each time. */
final class OutgoingUnit implements SendUnit {
  private int sizeBytes;
  private TrafficClass trafficClass;
  private int bucket;
  private long enqueuedNs;

  OutgoingUnit of(FlowQueue queue) {
    sizeBytes = queue.packet().readableBytes() + DataHeader.SIZE;
    trafficClass = FlowClassifier.trafficClass(queue.packet());
    bucket = queue.bucket();
    enqueuedNs = queue.enqueuedNs();
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
  public long deadlineNs() {
    return -1;
  }

  @Override
  public int previousPathId() {
    return -1;
  }
}
