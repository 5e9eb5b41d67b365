package org.tquic.quic.connection;

import org.tquic.quic.stream.Datagram;
import org.tquic.spi.scheduler.SendUnit;

/** What waits to be sent, as the scheduler sees it. */
final class ScheduledUnit implements SendUnit {
  private static final TrafficClass[] CLASSES = TrafficClass.values();

  private Kind kind;
  private int sizeBytes;
  private TrafficClass trafficClass;
  private int flowHash;
  private long enqueuedNs;
  private long deadlineNs;

  ScheduledUnit control(int bytes, long nowNs) {
    return set(Kind.CONTROL, bytes, TrafficClass.INTERACTIVE, 0, nowNs, -1);
  }

  ScheduledUnit stream(int bytes, long nowNs) {
    return set(Kind.STREAM, bytes, TrafficClass.BULK, 0, nowNs, -1);
  }

  ScheduledUnit datagram(Datagram datagram) {
    return set(
        Kind.DATAGRAM,
        datagram.length(),
        CLASSES[datagram.trafficClass() & 1],
        datagram.flowHash(),
        datagram.enqueuedNs(),
        datagram.deadlineNs() == Long.MAX_VALUE ? -1 : datagram.deadlineNs());
  }

  private ScheduledUnit set(
      Kind newKind,
      int bytes,
      TrafficClass newClass,
      int newFlowHash,
      long newEnqueuedNs,
      long newDeadlineNs) {
    kind = newKind;
    sizeBytes = bytes;
    trafficClass = newClass;
    flowHash = newFlowHash;
    enqueuedNs = newEnqueuedNs;
    deadlineNs = newDeadlineNs;
    return this;
  }

  @Override
  public Kind kind() {
    return kind;
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
    return flowHash;
  }

  @Override
  public long enqueuedNs() {
    return enqueuedNs;
  }

  @Override
  public long deadlineNs() {
    return deadlineNs;
  }
}
