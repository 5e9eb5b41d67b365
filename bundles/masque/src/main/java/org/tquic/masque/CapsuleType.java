package org.tquic.masque;

/** Capsule types (RFC 9297 section 5.4, RFC 9484 section 11.4). */
final class CapsuleType {
  static final long DATAGRAM = 0x00;
  static final long ADDRESS_ASSIGN = 0x01;
  static final long ADDRESS_REQUEST = 0x02;
  static final long ROUTE_ADVERTISEMENT = 0x03;

  private CapsuleType() {}

  static boolean isKnown(long type) {
    return type >= DATAGRAM && type <= ROUTE_ADVERTISEMENT;
  }
}
