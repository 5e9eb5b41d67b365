package org.tquic.quic.sim;

import java.nio.ByteBuffer;

/** Writes a datagram as the IP packet that a capture program expects. */
final class IpPacket {
  private static final int UDP = 17;
  private static final int HOP_LIMIT = 64;
  private static final int UDP_HEADER_BYTES = 8;

  private IpPacket() {}

  /** IPv4 (RFC 791) or IPv6 (RFC 8200) with UDP (RFC 768), all checksums right. */
  static byte[] of(SimDatagram datagram) {
    byte[] source = datagram.source().getAddress().getAddress();
    byte[] destination = datagram.destination().getAddress().getAddress();
    if (source.length != destination.length) {
      throw new IllegalArgumentException(
          datagram.source() + " and " + datagram.destination() + " are of two IP versions");
    }
    int udpBytes = UDP_HEADER_BYTES + datagram.data().length;
    ByteBuffer out = ByteBuffer.allocate(datagram.ipBytes());
    if (datagram.isIpv6()) {
      out.putInt(6 << 28 | datagram.ecn() << 20).putShort((short) udpBytes);
      out.put((byte) UDP).put((byte) HOP_LIMIT).put(source).put(destination);
    } else {
      out.put((byte) 0x45).put((byte) datagram.ecn()).putShort((short) datagram.ipBytes());
      // Do not fragment, as QUIC demands (RFC 9000 section 14).
      out.putShort((short) 0).putShort((short) 0x4000);
      out.put((byte) HOP_LIMIT).put((byte) UDP).putShort((short) 0).put(source).put(destination);
      out.putShort(10, (short) checksum(sum(out.array(), 0, out.position())));
    }
    int udp = out.position();
    out.putShort((short) datagram.source().getPort());
    out.putShort((short) datagram.destination().getPort());
    out.putShort((short) udpBytes).putShort((short) 0).put(datagram.data());
    long pseudoHeader =
        sum(source, 0, source.length) + sum(destination, 0, destination.length) + UDP + udpBytes;
    int checksum = checksum(pseudoHeader + sum(out.array(), udp, out.position()));
    // Zero would mean that there is none.
    out.putShort(udp + 6, (short) (checksum == 0 ? 0xffff : checksum));
    return out.array();
  }

  private static long sum(byte[] a, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i += 2) {
      int low = i + 1 < to ? a[i + 1] & 0xff : 0;
      sum += (a[i] & 0xff) << 8 | low;
    }
    return sum;
  }

  private static int checksum(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) (~folded & 0xffff);
  }
}
