package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.tquic.linux.internal.SocketCalls;

/**
 * Addresses as the kernel has them: struct sockaddr_in and sockaddr_in6. An IPv4 address is
 * IPv4-mapped on an IPv6 socket (RFC 4291 section 2.5.5.2).
 */
final class SocketAddresses {
  /** Bytes of struct sockaddr_in. */
  static final int IPV4_BYTES = 16;

  /** Bytes of struct sockaddr_in6. */
  static final int IPV6_BYTES = 28;

  /** Where the port is in both, in network byte order. */
  static final int PORT_OFFSET = 2;

  /** Where the address is in struct sockaddr_in. */
  static final int IPV4_OFFSET = 4;

  /** Where the address is in struct sockaddr_in6. */
  static final int IPV6_OFFSET = 8;

  /** Where the zone of a link-local address is in struct sockaddr_in6. */
  static final int SCOPE_OFFSET = 24;

  private static final int MAPPED_PREFIX_BYTES = 12;

  private SocketAddresses() {}

  static int familyOf(InetAddress address) {
    return address instanceof Inet6Address ? SocketCalls.AF_INET6 : SocketCalls.AF_INET;
  }

  /** Bytes of an address of this family. */
  static int bytes(int family) {
    return family == SocketCalls.AF_INET6 ? IPV6_BYTES : IPV4_BYTES;
  }

  /** Whether a socket of this family can have to do with an address. */
  static boolean fits(int family, InetAddress address) {
    return family == SocketCalls.AF_INET6 || address instanceof Inet4Address;
  }

  /** Writes an address for a socket of this family; it must fit. */
  static void write(MemorySegment target, long at, int family, InetSocketAddress address) {
    target.set(JAVA_SHORT, at, (short) family);
    target.set(JAVA_SHORT, at + PORT_OFFSET, Short.reverseBytes((short) address.getPort()));
    if (family == SocketCalls.AF_INET) {
      writeIpv4(target, at + IPV4_OFFSET, address.getAddress());
      target.asSlice(at + 8, 8).fill((byte) 0);
    } else {
      target.set(JAVA_INT, at + 4, 0);
      writeIpv6(target, at + IPV6_OFFSET, address.getAddress());
      target.set(JAVA_INT, at + SCOPE_OFFSET, scope(address.getAddress()));
    }
  }

  static void writeIpv4(MemorySegment target, long at, InetAddress address) {
    MemorySegment.copy(address.getAddress(), 0, target, JAVA_BYTE, at, 4);
  }

  static void writeIpv6(MemorySegment target, long at, InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      target.asSlice(at, MAPPED_PREFIX_BYTES).fill((byte) 0);
      target.set(JAVA_SHORT, at + MAPPED_PREFIX_BYTES - 2, (short) -1);
      MemorySegment.copy(bytes, 0, target, JAVA_BYTE, at + MAPPED_PREFIX_BYTES, 4);
    } else {
      MemorySegment.copy(bytes, 0, target, JAVA_BYTE, at, 16);
    }
  }

  /** Reads the address that a system call wrote. */
  static InetSocketAddress read(MemorySegment source, long at) {
    int family = Short.toUnsignedInt(source.get(JAVA_SHORT, at));
    int port = Short.toUnsignedInt(Short.reverseBytes(source.get(JAVA_SHORT, at + PORT_OFFSET)));
    InetAddress address =
        family == SocketCalls.AF_INET
            ? readIp(source, at + IPV4_OFFSET, 4, 0)
            : readIp(source, at + IPV6_OFFSET, 16, source.get(JAVA_INT, at + SCOPE_OFFSET));
    return new InetSocketAddress(address, port);
  }

  /**
   * Reads an IP address; an IPv4-mapped one becomes an IPv4 address.
   *
   * @param length 4 or 16 bytes
   * @param scope interface index that a link-local IPv6 address belongs to
   */
  static InetAddress readIp(MemorySegment source, long at, int length, int scope) {
    byte[] bytes = source.asSlice(at, length).toArray(JAVA_BYTE);
    try {
      InetAddress address = InetAddress.getByAddress(bytes);
      return address instanceof Inet6Address && address.isLinkLocalAddress() && scope != 0
          ? Inet6Address.getByAddress(null, bytes, scope)
          : address;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IP address of " + length + " bytes", e);
    }
  }

  /** Interface index that a link-local address belongs to, 0 for none. */
  static int scope(InetAddress address) {
    return address instanceof Inet6Address six ? six.getScopeId() : 0;
  }
}
