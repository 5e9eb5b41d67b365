package org.tquic.lan;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.List;

/**
 * Who is on a link: addresses of its networks, and link-local ones that came over it. Multicast DNS
 * is for nobody else (RFC 6762 section 11), but its socket hears of everybody who sends to one of
 * this machine's addresses, over whichever link.
 *
 * @param index interface index of the link
 * @param networks addresses of this machine there
 */
record Neighbours(int index, List<Network> networks) {
  /** An own address with the length of its network's prefix, bits. */
  record Network(InetAddress address, int length) {
    boolean contains(InetAddress other) {
      byte[] own = address.getAddress();
      byte[] others = other.getAddress();
      if (own.length != others.length) {
        return false;
      }
      for (int bit = 0; bit < length; bit++) {
        if (((own[bit / 8] ^ others[bit / 8]) & 0x80 >> bit % 8) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  Neighbours {
    networks = List.copyOf(networks);
  }

  static Neighbours on(NetworkInterface device) {
    return new Neighbours(
        device.getIndex(),
        device.getInterfaceAddresses().stream()
            .map(Neighbours::network)
            .filter(network -> !network.address().isLinkLocalAddress() || isIpv4(network))
            .toList());
  }

  private static Network network(InterfaceAddress own) {
    return new Network(own.getAddress(), own.getNetworkPrefixLength());
  }

  private static boolean isIpv4(Network network) {
    return !(network.address() instanceof Inet6Address);
  }

  /** Whether somebody on the link has this address. */
  boolean include(InetAddress sender) {
    if (sender instanceof Inet6Address ipv6 && sender.isLinkLocalAddress()) {
      return ipv6.getScopeId() == index;
    }
    return networks.stream().anyMatch(network -> network.contains(sender));
  }
}
