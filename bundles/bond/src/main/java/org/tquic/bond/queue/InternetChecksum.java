package org.tquic.bond.queue;

import io.netty.buffer.ByteBuf;

/** The checksum of IP, TCP and UDP headers. */
final class InternetChecksum {
  private InternetChecksum() {}

  /**
   * Brings a checksum up to date, RFC 1624 section 3.
   *
   * @param checksumAt index of the checksum
   * @param from what the changed four bytes, at an even offset of what is summed, were
   * @param to what they are now
   */
  static void update(ByteBuf packet, int checksumAt, int from, int to) {
    int sum = ~packet.getUnsignedShort(checksumAt) & 0xffff;
    sum += (~from >>> 16) + (~from & 0xffff) + (to >>> 16) + (to & 0xffff);
    sum = (sum & 0xffff) + (sum >>> 16);
    sum = (sum & 0xffff) + (sum >>> 16);
    packet.setShort(checksumAt, ~sum & 0xffff);
  }
}
