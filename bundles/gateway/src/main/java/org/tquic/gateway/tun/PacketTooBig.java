package org.tquic.gateway.tun;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * The answer to a packet that is larger than the tunnel can carry: ICMP Fragmentation Needed (RFC
 * 1191 section 4) or ICMPv6 Packet Too Big (RFC 4443 section 3.2, RFC 8201).
 *
 * <p>It comes from the address that the packet was sent to. The tunnel has none on the packet's
 * way, an own address would be dropped as a forged one, and the packet's destination is routed into
 * the tunnel, so reverse path checks let it through and address translation knows its connection.
 */
final class PacketTooBig {
  private static final int SMALLEST_IPV6_MTU = 1280;

  /** RFC 1812 section 4.3.2.3: not more than 576 bytes in all. */
  private static final int LARGEST_ICMPV4 = 576;

  private static final int ICMP_HEADER = 8;
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;
  private static final int HOP_LIMIT = 64;
  private static final int IPV6_FRAGMENT = 44;

  private PacketTooBig() {}

  /**
   * The answer to a packet.
   *
   * @param packet a whole IP packet; only read
   * @param mtu bytes of the largest packet that the tunnel can carry
   * @param allocator makes the answer's buffer
   * @return a whole IP packet to its sender, or null where there must be none: to ICMP errors, to
   *     fragments but the first, to IPv4 packets that may be fragmented, to what has no single
   *     sender or receiver, and to IPv6 packets that every link must carry
   */
  static ByteBuf answer(ByteBuf packet, int mtu, ByteBufAllocator allocator) {
    return switch (InnerPacket.version(packet)) {
      case 4 -> mayAnswerIpv4(packet) ? ipv4(packet, mtu, allocator) : null;
      case 6 ->
          packet.readableBytes() > SMALLEST_IPV6_MTU && mayAnswerIpv6(packet)
              ? ipv6(packet, Math.max(mtu, SMALLEST_IPV6_MTU), allocator)
              : null;
      default -> null;
    };
  }

  private static boolean mayAnswerIpv4(ByteBuf packet) {
    int at = packet.readerIndex();
    int fragment = packet.getUnsignedShort(at + 6);
    boolean dontFragment = (fragment & 0x4000) != 0;
    boolean first = (fragment & 0x1fff) == 0;
    return dontFragment
        && first
        && isUnicastIpv4(packet.getInt(at + 12))
        && isUnicastIpv4(packet.getInt(at + 16))
        && !isIcmpError(packet, at);
  }

  private static boolean isUnicastIpv4(int address) {
    int first = address >>> 24;
    return first != 0 && first != 127 && first < 224;
  }

  private static boolean isIcmpError(ByteBuf packet, int at) {
    int header = (packet.getUnsignedByte(at) & 0x0f) * 4;
    if (packet.getUnsignedByte(at + 9) != ICMP || packet.readableBytes() <= header) {
      return false;
    }
    int type = packet.getUnsignedByte(at + header);
    // Unreachable, source quench, redirect, time exceeded, parameter problem.
    return type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
  }

  private static ByteBuf ipv4(ByteBuf packet, int mtu, ByteBufAllocator allocator) {
    int at = packet.readerIndex();
    int overhead = InnerPacket.IPV4_HEADER + ICMP_HEADER;
    int quoted = Math.min(packet.readableBytes(), LARGEST_ICMPV4 - overhead);
    ByteBuf answer = allocator.directBuffer(overhead + quoted);
    answer.writeShort(0x4500).writeShort(overhead + quoted);
    answer.writeInt(0);
    answer.writeByte(HOP_LIMIT).writeByte(ICMP).writeShort(0);
    answer.writeBytes(packet, at + 16, 4).writeBytes(packet, at + 12, 4);
    answer.setShort(10, Checksum.finish(Checksum.sum(answer, 0, InnerPacket.IPV4_HEADER)));
    answer.writeByte(3).writeByte(4).writeShort(0).writeShort(0).writeShort(mtu);
    answer.writeBytes(packet, at, quoted);
    long sum = Checksum.sum(answer, InnerPacket.IPV4_HEADER, ICMP_HEADER + quoted);
    answer.setShort(InnerPacket.IPV4_HEADER + 2, Checksum.finish(sum));
    return answer;
  }

  private static boolean mayAnswerIpv6(ByteBuf packet) {
    if (!InnerPacket.isForwardable(packet, 6)) {
      return false;
    }
    // Walks the extension headers (RFC 8200 section 4) to the upper layer.
    int at = packet.readerIndex();
    int end = packet.writerIndex();
    int next = packet.getUnsignedByte(at + 6);
    int position = at + InnerPacket.IPV6_HEADER;
    while (position + 8 <= end) {
      switch (next) {
        case IPV6_FRAGMENT -> {
          if ((packet.getUnsignedShort(position + 2) & 0xfff8) != 0) {
            return false;
          }
          next = packet.getUnsignedByte(position);
          position += 8;
        }
        case 0, 43, 60, 135, 139, 140 -> {
          next = packet.getUnsignedByte(position);
          position += (packet.getUnsignedByte(position + 1) + 1) * 8;
        }
        case ICMPV6 -> {
          int type = packet.getUnsignedByte(position);
          boolean redirect = type == 137;
          return type >= 128 && !redirect;
        }
        default -> {
          return true;
        }
      }
    }
    return next != ICMPV6;
  }

  private static ByteBuf ipv6(ByteBuf packet, int mtu, ByteBufAllocator allocator) {
    int at = packet.readerIndex();
    int overhead = InnerPacket.IPV6_HEADER + ICMP_HEADER;
    int quoted = Math.min(packet.readableBytes(), SMALLEST_IPV6_MTU - overhead);
    ByteBuf answer = allocator.directBuffer(overhead + quoted);
    answer.writeInt(0x6000_0000).writeShort(ICMP_HEADER + quoted);
    answer.writeByte(ICMPV6).writeByte(HOP_LIMIT);
    answer.writeBytes(packet, at + 24, 16).writeBytes(packet, at + 8, 16);
    answer.writeByte(2).writeByte(0).writeShort(0).writeInt(mtu);
    answer.writeBytes(packet, at, quoted);
    // RFC 8200 section 8.1: addresses, length and next header count too.
    long sum = Checksum.sum(answer, 8, 32) + ICMP_HEADER + quoted + ICMPV6;
    sum += Checksum.sum(answer, InnerPacket.IPV6_HEADER, ICMP_HEADER + quoted);
    answer.setShort(InnerPacket.IPV6_HEADER + 2, Checksum.finish(sum));
    return answer;
  }
}
