package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.tquic.bond.PacketSink;

/** Inner packets whose payload is a number. */
final class TestPackets {
  private static final int ROUTER = 0x0a000001;

  private TestPackets() {}

  /** IPv4 UDP between the router's inner address and itself, so that either end routes it. */
  static ByteBuf udp(int flow, int number, int size) {
    ByteBuf packet =
        PooledByteBufAllocator.DEFAULT
            .directBuffer(PacketSink.HEADROOM + size)
            .writeZero(PacketSink.HEADROOM + size)
            .readerIndex(PacketSink.HEADROOM);
    int at = PacketSink.HEADROOM;
    packet.setByte(at, 0x45).setShort(at + 2, size).setByte(at + 8, 64).setByte(at + 9, 17);
    packet.setInt(at + 12, ROUTER).setInt(at + 16, ROUTER);
    packet.setShort(at + 20, flow).setShort(at + 22, 9).setInt(at + 28, number);
    return packet;
  }
}
