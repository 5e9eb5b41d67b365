package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;

/** The control messages of UDP datagrams, see cmsg(3), ip(7), ipv6(7) and udp(7). */
final class ControlMessages {
  static final int IPPROTO_IP = 0;
  static final int IPPROTO_UDP = 17;
  static final int IPPROTO_IPV6 = 41;
  static final int IP_TOS = 1;
  static final int IP_PKTINFO = 8;
  static final int IPV6_PKTINFO = 50;
  static final int IPV6_TCLASS = 67;
  static final int UDP_SEGMENT = 103;
  static final int UDP_GRO = 104;

  /** Bytes of struct cmsghdr, after which its data are. */
  static final int HEADER_BYTES = 16;

  /** Bytes that a control message for {@link #putSegmentBytes} takes. */
  static final int SEGMENT_SPACE = HEADER_BYTES + 8;

  private static final int LEVEL_OFFSET = 8;
  private static final int TYPE_OFFSET = 12;
  private static final int IPV4_INFO_BYTES = 12;
  private static final int IPV4_INFO_SOURCE = 4;
  private static final int IPV6_INFO_BYTES = 20;
  private static final int IPV6_INFO_INDEX = 16;

  private ControlMessages() {}

  /** Bytes that a control message with so many bytes of data takes. */
  static int space(int dataBytes) {
    return HEADER_BYTES + (dataBytes + 7 & ~7);
  }

  /** Length of the control message at an offset, its header included. */
  static long length(MemorySegment controls, long at) {
    return controls.get(JAVA_LONG, at);
  }

  static int level(MemorySegment controls, long at) {
    return controls.get(JAVA_INT, at + LEVEL_OFFSET);
  }

  static int type(MemorySegment controls, long at) {
    return controls.get(JAVA_INT, at + TYPE_OFFSET);
  }

  private static void putHeader(MemorySegment target, long at, int level, int type, int bytes) {
    target.set(JAVA_LONG, at, HEADER_BYTES + bytes);
    target.set(JAVA_INT, at + LEVEL_OFFSET, level);
    target.set(JAVA_INT, at + TYPE_OFFSET, type);
  }

  /** Puts the ECN codepoint of an IPv4 or IPv6 header; returns the bytes taken. */
  static int putEcn(MemorySegment target, long at, boolean ipv4, int ecn) {
    putHeader(target, at, ipv4 ? IPPROTO_IP : IPPROTO_IPV6, ipv4 ? IP_TOS : IPV6_TCLASS, 4);
    target.set(JAVA_INT, at + HEADER_BYTES, ecn);
    return space(4);
  }

  /** Puts the source address of an IPv4 or IPv6 packet; returns the bytes taken. */
  static int putSource(MemorySegment target, long at, boolean ipv4, InetAddress source) {
    long data = at + HEADER_BYTES;
    if (ipv4) {
      putHeader(target, at, IPPROTO_IP, IP_PKTINFO, IPV4_INFO_BYTES);
      target.set(JAVA_INT, data, 0);
      SocketAddresses.writeIpv4(target, data + IPV4_INFO_SOURCE, source);
      target.set(JAVA_INT, data + 8, 0);
      return space(IPV4_INFO_BYTES);
    }
    putHeader(target, at, IPPROTO_IPV6, IPV6_PKTINFO, IPV6_INFO_BYTES);
    SocketAddresses.writeIpv6(target, data, source);
    target.set(JAVA_INT, data + IPV6_INFO_INDEX, SocketAddresses.scope(source));
    return space(IPV6_INFO_BYTES);
  }

  /** Puts the size at which the kernel cuts the payload into datagrams. */
  static void putSegmentBytes(MemorySegment target, long at, int bytes) {
    putHeader(target, at, IPPROTO_UDP, UDP_SEGMENT, 2);
    target.set(JAVA_SHORT, at + HEADER_BYTES, (short) bytes);
  }

  /** The own address in a received control message of packet information. */
  static InetAddress destination(MemorySegment controls, long at) {
    long data = at + HEADER_BYTES;
    return level(controls, at) == IPPROTO_IP
        ? SocketAddresses.readIp(controls, data + IPV4_INFO_SOURCE, 4, 0)
        : SocketAddresses.readIp(
            controls, data, 16, controls.get(JAVA_INT, data + IPV6_INFO_INDEX));
  }

  /** The first half of that address as it is in memory, the second half is 0 for IPv4. */
  static long destinationFirst(MemorySegment controls, long at) {
    long data = at + HEADER_BYTES;
    return level(controls, at) == IPPROTO_IP
        ? controls.get(JAVA_INT, data + IPV4_INFO_SOURCE)
        : controls.get(JAVA_LONG, data);
  }

  static long destinationSecond(MemorySegment controls, long at) {
    return level(controls, at) == IPPROTO_IP ? 0 : controls.get(JAVA_LONG, at + HEADER_BYTES + 8);
  }
}
