package org.tquic.quic.sim;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/**
 * A UDP datagram under way.
 *
 * @param source its source address as it stands in the packet here, after what NATs did so far
 * @param destination its destination address likewise
 * @param ecn the two bits, a constant of {@link org.tquic.quic.Ecn}
 * @param data the payload; belongs to the datagram and is handed to the receiver with it
 */
public record SimDatagram(
    InetSocketAddress source, InetSocketAddress destination, int ecn, byte[] data) {
  private static final int IPV4_UDP_HEADERS = 20 + 8;
  private static final int IPV6_UDP_HEADERS = 40 + 8;

  /** Checks that addresses are resolved and the ECN bits are two. */
  public SimDatagram {
    if (source.isUnresolved() || destination.isUnresolved()) {
      throw new IllegalArgumentException(source + " or " + destination + " is not resolved");
    }
    if (ecn < 0 || ecn > 3) {
      throw new IllegalArgumentException("ECN bits " + ecn + " are not 0 to 3");
    }
  }

  /** Whether it travels over IPv6. */
  public boolean isIpv6() {
    return destination.getAddress() instanceof Inet6Address;
  }

  /** Whether source and destination are of one IP version; nothing else can be sent. */
  boolean isConsistent() {
    return source.getAddress() instanceof Inet6Address == isIpv6();
  }

  /** Bytes of the IP packet: payload, UDP and IP headers without options. */
  public int ipBytes() {
    return data.length + (isIpv6() ? IPV6_UDP_HEADERS : IPV4_UDP_HEADERS);
  }

  SimDatagram withSource(InetSocketAddress next) {
    return new SimDatagram(next, destination, ecn, data);
  }

  SimDatagram withDestination(InetSocketAddress next) {
    return new SimDatagram(source, next, ecn, data);
  }

  SimDatagram withEcn(int next) {
    return new SimDatagram(source, destination, next, data);
  }

  /** The same with a payload of its own. */
  SimDatagram copy() {
    return new SimDatagram(source, destination, ecn, data.clone());
  }
}
