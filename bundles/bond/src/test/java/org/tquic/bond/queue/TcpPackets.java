package org.tquic.bond.queue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Inner TCP packets with right checksums. */
final class TcpPackets {
  static final int ACK = 0x10;
  private static final int IPV4_BYTES = 20;

  private TcpPackets() {}

  /** Options of a segment with a timestamp, padded as all stacks do. */
  static byte[] timestamps(int value, int echo) {
    return Unpooled.buffer(12).writeInt(0x0101_080a).writeInt(value).writeInt(echo).array();
  }

  static ByteBuf packet(int sequence, int flags, byte[] options, int data) {
    int header = 20 + options.length;
    int total = IPV4_BYTES + header + data;
    ByteBuf packet = Unpooled.buffer(total).writeZero(total);
    packet.setByte(0, 0x45).setShort(2, total).setByte(9, 6);
    packet.setInt(12, 0x0a000001).setInt(16, 0xc6336402).setInt(20, 0x9c40_01bb);
    packet.setInt(24, sequence).setByte(32, header / 4 << 4).setByte(33, flags);
    packet.setBytes(IPV4_BYTES + 20, options);
    for (int i = 0; i < data; i++) {
      packet.setByte(IPV4_BYTES + header + i, sequence + i);
    }
    return packet.setShort(36, ~sum(packet) & 0xffff);
  }

  /** Whether the sum of a segment and its pseudo-header is right, RFC 9293 section 3.1. */
  static boolean isIntact(ByteBuf packet) {
    return sum(packet) == 0xffff;
  }

  private static int sum(ByteBuf packet) {
    int length = packet.readableBytes() - IPV4_BYTES;
    long sum = 6L + length;
    for (int i = 12; i < packet.readableBytes(); i += 2) {
      boolean last = i + 1 == packet.readableBytes();
      sum += last ? packet.getUnsignedByte(i) << 8 : packet.getUnsignedShort(i);
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (int) sum;
  }
}
