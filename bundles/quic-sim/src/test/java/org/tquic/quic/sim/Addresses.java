package org.tquic.quic.sim;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses of documentation, RFC 5737 and RFC 3849. */
final class Addresses {
  static final InetSocketAddress INSIDE = at("192.168.1.2", 5000);
  static final InetSocketAddress CLIENT = at("198.51.100.7", 5000);
  static final InetSocketAddress SERVER = at("203.0.113.1", 443);
  static final InetSocketAddress STRANGER = at("203.0.113.66", 443);
  static final InetAddress NAT = ip("198.51.100.1");

  private Addresses() {}

  static InetAddress ip(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  static InetSocketAddress at(String literal, int port) {
    return new InetSocketAddress(ip(literal), port);
  }
}
