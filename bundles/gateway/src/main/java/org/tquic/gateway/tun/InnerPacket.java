package org.tquic.gateway.tun;

import io.netty.buffer.ByteBuf;

/**
 * What a tunnel needs to know of an IP packet (RFC 791 section 3.1, RFC 8200 section 3). The packet
 * is the readable part of a buffer; nothing is changed.
 */
final class InnerPacket {
  static final int IPV4_HEADER = 20;
  static final int IPV6_HEADER = 40;
  private static final int IPV4_DESTINATION = 16;
  private static final int IPV6_SOURCE = 8;
  private static final int IPV6_DESTINATION = 24;

  private InnerPacket() {}

  /** 4 or 6, or 0 for what is no whole IP packet. */
  static int version(ByteBuf packet) {
    int size = packet.readableBytes();
    if (size < IPV4_HEADER) {
      return 0;
    }
    int at = packet.readerIndex();
    int version = packet.getUnsignedByte(at) >> 4;
    if (version == 4) {
      int header = (packet.getUnsignedByte(at) & 0x0f) * 4;
      int total = packet.getUnsignedShort(at + 2);
      return header >= IPV4_HEADER && total >= header && total == size ? 4 : 0;
    }
    if (version == 6 && size >= IPV6_HEADER) {
      return packet.getUnsignedShort(at + 4) + IPV6_HEADER == size ? 6 : 0;
    }
    return 0;
  }

  /**
   * Whether the packet means something beyond this link: not multicast, broadcast to all, or link
   * local, which the kernel sends on every device by itself.
   */
  static boolean isForwardable(ByteBuf packet, int version) {
    int at = packet.readerIndex();
    if (version == 4) {
      int destination = packet.getInt(at + IPV4_DESTINATION);
      return destination >>> 28 < 14 && destination >>> 16 != 0xa9fe;
    }
    return !isIpv6Local(packet, at + IPV6_SOURCE) && !isIpv6Local(packet, at + IPV6_DESTINATION);
  }

  /** Multicast ff00::/8, link local fe80::/10, or unspecified. */
  private static boolean isIpv6Local(ByteBuf packet, int at) {
    int first = packet.getUnsignedShort(at);
    return first >> 8 == 0xff
        || (first & 0xffc0) == 0xfe80
        || packet.getLong(at) == 0 && packet.getLong(at + 8) == 0;
  }
}
