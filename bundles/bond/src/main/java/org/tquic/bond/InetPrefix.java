package org.tquic.bond;

import java.net.InetAddress;

/**
 * An address with the length of its prefix.
 *
 * @param address any address of the prefix
 * @param length bits, 0 to 32 or 128
 */
public record InetPrefix(InetAddress address, int length) {
  @Override
  public String toString() {
    return address.getHostAddress() + "/" + length;
  }
}
