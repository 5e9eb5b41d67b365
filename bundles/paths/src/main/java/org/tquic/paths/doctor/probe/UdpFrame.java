package org.tquic.paths.doctor.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** Looks into frames as a packet socket has them, with an Ethernet header or none. */
public final class UdpFrame {
  private static final int ETHERNET_BYTES = 14;
  private static final int ETHERTYPE_AT = 12;
  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86dd;
  private static final int IPV4_BYTES = 20;
  private static final int IPV6_BYTES = 40;
  private static final int UDP = 17;

  private UdpFrame() {}

  /**
   * Whether a frame is a UDP datagram between two addresses. Of a fragmented one only the first
   * part is, and none with IPv6 extension headers.
   *
   * @param length bytes of the frame in the array
   */
  public static boolean isBetween(
      InetSocketAddress from, InetSocketAddress to, byte[] frame, int length) {
    if (length >= ETHERNET_BYTES) {
      int type = u16(frame, ETHERTYPE_AT);
      if (type == ETHERTYPE_IPV4 || type == ETHERTYPE_IPV6) {
        return isPacket(from, to, frame, ETHERNET_BYTES, length);
      }
    }
    return isPacket(from, to, frame, 0, length);
  }

  private static boolean isPacket(
      InetSocketAddress from, InetSocketAddress to, byte[] frame, int at, int length) {
    if (length <= at) {
      return false;
    }
    int version = frame[at] >> 4 & 0x0f;
    if (version == 4 && length >= at + IPV4_BYTES) {
      int headerBytes = Integer.BYTES * (frame[at] & 0x0f);
      boolean first = (u16(frame, at + 6) & 0x1fff) == 0;
      return first
          && headerBytes >= IPV4_BYTES
          && frame[at + 9] == UDP
          && isAt(from.getAddress(), 4, frame, at + 12)
          && isAt(to.getAddress(), 4, frame, at + 16)
          && hasPorts(from, to, frame, at + headerBytes, length);
    }
    return version == 6
        && length >= at + IPV6_BYTES
        && frame[at + 6] == UDP
        && isAt(from.getAddress(), 16, frame, at + 8)
        && isAt(to.getAddress(), 16, frame, at + 24)
        && hasPorts(from, to, frame, at + IPV6_BYTES, length);
  }

  private static boolean hasPorts(
      InetSocketAddress from, InetSocketAddress to, byte[] frame, int at, int length) {
    return length >= at + Integer.BYTES
        && u16(frame, at) == from.getPort()
        && u16(frame, at + 2) == to.getPort();
  }

  private static boolean isAt(InetAddress address, int addressBytes, byte[] frame, int at) {
    byte[] bytes = address.getAddress();
    return bytes.length == addressBytes
        && Arrays.equals(bytes, 0, bytes.length, frame, at, at + bytes.length);
  }

  private static int u16(byte[] frame, int at) {
    return Byte.toUnsignedInt(frame[at]) << Byte.SIZE | Byte.toUnsignedInt(frame[at + 1]);
  }
}
