package org.tquic.discovery;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.tquic.linux.netlink.IpPrefix;

/** How much of an address tells its kind rather than its owner. */
final class AddressKind {
  /** Blocks of the IANA special-purpose registries that links have addresses of. */
  private static final List<IpPrefix> SPECIAL =
      List.of(
          IpPrefix.parse("10.0.0.0/8"),
          IpPrefix.parse("100.64.0.0/10"),
          IpPrefix.parse("169.254.0.0/16"),
          IpPrefix.parse("172.16.0.0/12"),
          IpPrefix.parse("192.168.0.0/16"),
          IpPrefix.parse("224.0.0.0/4"),
          IpPrefix.parse("fc00::/8"),
          IpPrefix.parse("fd00::/8"),
          IpPrefix.parse("fe80::/64"),
          IpPrefix.parse("ff00::/16"));

  /** Of a global address this much stays, which tells no more than a part of the world. */
  private static final int GLOBAL_IPV4_BITS = 8;

  private static final int GLOBAL_IPV6_BITS = 12;

  private AddressKind() {}

  /** Leading bits that tell the kind; all of them for an address that is everybody's. */
  static int bits(InetAddress address) {
    if (address.isAnyLocalAddress() || address.isLoopbackAddress()) {
      return address.getAddress().length * 8;
    }
    return SPECIAL.stream()
        .filter(block -> block.contains(address))
        .mapToInt(IpPrefix::length)
        .findFirst()
        .orElse(address instanceof Inet6Address ? GLOBAL_IPV6_BITS : GLOBAL_IPV4_BITS);
  }
}
