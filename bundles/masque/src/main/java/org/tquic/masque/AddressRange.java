package org.tquic.masque;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A range of addresses that the sender of a ROUTE_ADVERTISEMENT forwards to (RFC 9484 section
 * 4.7.3).
 *
 * @param start first address
 * @param end last address, of the same family, not below the first
 * @param protocol IP protocol number, 0 to 255; 0 for all
 */
public record AddressRange(InetAddress start, InetAddress end, int protocol) {
  /** Checks families, order and protocol. */
  public AddressRange {
    byte[] first = start.getAddress();
    byte[] last = end.getAddress();
    if (first.length != last.length) {
      throw new IllegalArgumentException("a range mixes IPv4 and IPv6");
    }
    if (Arrays.compareUnsigned(first, last) > 0) {
      throw new IllegalArgumentException(
          "range starts at " + start.getHostAddress() + " above its end " + end.getHostAddress());
    }
    if (protocol < 0 || protocol > 255) {
      throw new IllegalArgumentException("IP protocol " + protocol + " is not 0 to 255");
    }
  }

  /** IP version, 4 or 6. */
  public int version() {
    return start.getAddress().length == 4 ? 4 : 6;
  }
}
