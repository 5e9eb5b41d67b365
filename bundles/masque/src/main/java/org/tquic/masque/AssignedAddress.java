package org.tquic.masque;

import java.net.InetAddress;

/**
 * An address or prefix in an ADDRESS_ASSIGN or ADDRESS_REQUEST capsule (RFC 9484 sections 4.7.1 and
 * 4.7.2).
 *
 * @param requestId the request that it answers, 0 for none; in a request 1 to 2^62 - 1
 * @param address the lowest address of the prefix; all zero in a request asks for any
 * @param prefixLength 0 to 32 or 128 bits
 */
public record AssignedAddress(long requestId, InetAddress address, int prefixLength) {
  /** Checks the ranges; bits beyond the prefix must be zero. */
  public AssignedAddress {
    if (requestId < 0 || requestId > Varint.MAX) {
      throw new IllegalArgumentException("request ID " + requestId + " is not 0 to 2^62-1");
    }
    byte[] bytes = address.getAddress();
    if (prefixLength < 0 || prefixLength > bytes.length * 8) {
      throw new IllegalArgumentException(
          "prefix length " + prefixLength + " is not 0 to " + bytes.length * 8);
    }
    for (int bit = prefixLength; bit < bytes.length * 8; bit++) {
      if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0) {
        throw new IllegalArgumentException(
            address.getHostAddress() + "/" + prefixLength + " has bits beyond its prefix");
      }
    }
  }
}
