package org.tquic.bond.queue;

import io.netty.buffer.ByteBuf;

/** The packets of one flow with the times they came, in order; grows as needed. */
final class PacketFifo {
  private ByteBuf[] packets = new ByteBuf[8];
  private long[] times = new long[8];
  private int head;
  private int size;
  private int bytes;
  private long added;

  int size() {
    return size;
  }

  /** Packets ever added. */
  long added() {
    return added;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int bytes() {
    return bytes;
  }

  void add(ByteBuf packet, long nowNs) {
    if (size == packets.length) {
      grow();
    }
    int at = head + size & packets.length - 1;
    packets[at] = packet;
    times[at] = nowNs;
    size++;
    added++;
    bytes += packet.readableBytes();
  }

  private void grow() {
    ByteBuf[] morePackets = new ByteBuf[2 * size];
    long[] moreTimes = new long[2 * size];
    for (int i = 0; i < size; i++) {
      morePackets[i] = packets[head + i & size - 1];
      moreTimes[i] = times[head + i & size - 1];
    }
    packets = morePackets;
    times = moreTimes;
    head = 0;
  }

  ByteBuf peek() {
    return packets[head];
  }

  long headTimeNs() {
    return times[head];
  }

  ByteBuf poll() {
    ByteBuf packet = packets[head];
    packets[head] = null;
    head = head + 1 & packets.length - 1;
    size--;
    bytes -= packet.readableBytes();
    return packet;
  }
}
