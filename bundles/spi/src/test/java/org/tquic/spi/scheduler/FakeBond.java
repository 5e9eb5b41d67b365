package org.tquic.spi.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.tquic.spi.Handover;

/** Paths that come and go, a packet to be sent, and a scheduler that has to choose. */
public final class FakeBond implements PathSet, SendUnit {
  private static final long PACKET_TIME_NS = 100_000;

  /** The paths usable now. */
  public final List<FakePath> paths = new ArrayList<>();

  /** Size of the next packet. */
  public int packetBytes = 1_400;

  /** How urgent the next packet is. */
  public TrafficClass trafficClass = TrafficClass.BULK;

  /** How long after it came the next packet is of no use any more, or -1. */
  public long usefulForNs = -1;

  /** Bytes that wait, the next packet included, or -1. */
  public long backlogBytes = -1;

  /** Time now; moves a little with each packet. */
  public long nowNs = 1_000_000_000;

  private long enqueuedNs = nowNs;
  private long lastDecision;

  private final PathScheduler scheduler;

  /** A bond with a fresh scheduler. */
  public FakeBond(PathSchedulerFactory factory) {
    this.scheduler = factory.create(new ConnectionInfo("fake", 42), Handover.none(), nowNs);
  }

  /** Adds a path. */
  public FakePath add(FakePath path) {
    paths.add(path);
    scheduler.onPathEvent(PathEvent.ADDED, path, nowNs);
    return path;
  }

  /** Takes a path away. */
  public void remove(FakePath path) {
    paths.remove(path);
    scheduler.onPathEvent(PathEvent.REMOVED, path, nowNs);
  }

  /** Asks for a decision, and does nothing about it. */
  public long ask() {
    return scheduler.select(this, this, nowNs);
  }

  /** Has one packet sent; the path that got it, or null where none was chosen. */
  public FakePath send() {
    lastDecision = ask();
    nowNs += PACKET_TIME_NS;
    if (!Decision.isSend(lastDecision)) {
      return null;
    }
    FakePath path = paths.get(Decision.index(lastDecision));
    sendOn(path);
    return path;
  }

  /** What {@link #send} was told. */
  public long lastDecision() {
    return lastDecision;
  }

  /** Sends one packet on this path whatever the scheduler says. */
  public void sendOn(FakePath path) {
    path.sentBytes += packetBytes;
    scheduler.onSent(this, path, nowNs);
    enqueuedNs = nowNs;
  }

  /** Sends many packets over paths that never fill up. */
  public void sendMany(int packets) {
    for (int i = 0; i < packets; i++) {
      if (send() == null) {
        throw new AssertionError("paths with room, and no decision to send: " + paths);
      }
    }
  }

  /** The share of all bytes that a path got. */
  public double shareOf(FakePath path) {
    return (double) path.sentBytes / paths.stream().mapToLong(p -> p.sentBytes).sum();
  }

  @Override
  public int size() {
    return paths.size();
  }

  @Override
  public PathView get(int index) {
    return paths.get(index);
  }

  @Override
  public Kind kind() {
    return Kind.DATAGRAM;
  }

  @Override
  public int sizeBytes() {
    return packetBytes;
  }

  @Override
  public TrafficClass trafficClass() {
    return trafficClass;
  }

  @Override
  public int flowHash() {
    return 7;
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
    return usefulForNs < 0 ? -1 : enqueuedNs + usefulForNs;
  }
}
