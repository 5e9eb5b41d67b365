package org.tquic.simulate.inner;

import java.util.BitSet;
import java.util.function.LongSupplier;

/**
 * Datagrams at a rate, or at the pace at which the bond sends them: its queue never holds what
 * queue management would drop, so that each datagram has to arrive.
 */
public final class Saturator {
  private static final long TICK_NS = 500_000;

  /** A few milliseconds of a slow bond, below the target of CoDel. */
  private static final long KEPT_BYTES = 4L * InnerPacket.DATA_BYTES;

  private final Host host;
  private final int port;
  private final LongSupplier queuedBytes;
  private final double bytesPerTick;
  private final BitSet received = new BitSet();
  private double credit;
  private long sent;
  private long watchedFrom;
  private long arrivedSinceMark;
  private long latestNs;
  private long longestGapNs;
  private boolean stopped;

  /**
   * @param rateBps at most so many bytes per second; infinite for what the bond takes
   * @param queuedBytes what waits in the bond
   */
  public Saturator(Host host, int port, double rateBps, LongSupplier queuedBytes) {
    this.host = host;
    this.port = port;
    this.queuedBytes = queuedBytes;
    this.bytesPerTick = rateBps * TICK_NS * 1e-9;
  }

  /** Begins. */
  public void start() {
    if (stopped) {
      return;
    }
    // What could not be sent a moment ago is not made up for later.
    credit = Math.min(credit + bytesPerTick, KEPT_BYTES);
    double room = Math.min(credit, KEPT_BYTES - queuedBytes.getAsLong());
    for (; room >= InnerPacket.DATA_BYTES; room -= InnerPacket.DATA_BYTES) {
      host.send(InnerPacket.datagram(port, sent++, InnerPacket.DATA_BYTES, host.nowNs()));
      credit -= InnerPacket.DATA_BYTES;
    }
    host.flush();
    host.at(host.nowNs() + TICK_NS, this::start);
  }

  /** Ends. */
  public void stop() {
    stopped = true;
  }

  /** A datagram came. */
  public void onDatagram(InnerPacket packet, long nowNs) {
    if (received.get((int) packet.number())) {
      return;
    }
    received.set((int) packet.number());
    arrivedSinceMark++;
    longestGapNs = Math.max(longestGapNs, nowNs - latestNs);
    latestNs = nowNs;
  }

  /** From now on each datagram counts as missing until it arrives. */
  public void watch() {
    watchedFrom = sent;
  }

  /** Begins to measure anew. */
  public void mark(long nowNs) {
    arrivedSinceMark = 0;
    longestGapNs = 0;
    latestNs = nowNs;
  }

  /** Bytes that arrived since the mark. */
  public long arrivedBytes() {
    return arrivedSinceMark * InnerPacket.DATA_BYTES;
  }

  /** The longest time since the mark in which nothing arrived, nanoseconds. */
  public long longestGapNs() {
    return longestGapNs;
  }

  /** Datagrams sent since the watch began that have not arrived. */
  public long missing() {
    return sent - watchedFrom - received.get((int) watchedFrom, (int) sent).cardinality();
  }
}
