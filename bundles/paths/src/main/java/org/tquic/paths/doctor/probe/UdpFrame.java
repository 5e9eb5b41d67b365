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
    int at = packetAt(frame, length);
    int udp = udpAt(frame, at, length);
    return udp > 0
        && isSource(from.getAddress(), from.getPort(), frame, at, udp)
        && isDestination(to.getAddress(), to.getPort(), frame, at, udp);
  }

  /** Whether a frame is a UDP datagram from or to an address and port; as above. */
  public static boolean isFromOrTo(InetAddress address, int port, byte[] frame, int length) {
    int at = packetAt(frame, length);
    int udp = udpAt(frame, at, length);
    return udp > 0
        && (isSource(address, port, frame, at, udp)
            || isDestination(address, port, frame, at, udp));
  }

  /** Where the IP packet of a frame begins, if there is one. */
  public static int packetAt(byte[] frame, int length) {
    if (length >= ETHERNET_BYTES) {
      int type = u16(frame, ETHERTYPE_AT);
      if (type == ETHERTYPE_IPV4 || type == ETHERTYPE_IPV6) {
        return ETHERNET_BYTES;
      }
    }
    return 0;
  }

  /** Where the UDP header of a packet begins, or -1 where there is none. */
  private static int udpAt(byte[] frame, int at, int length) {
    int version = length <= at ? 0 : frame[at] >> 4 & 0x0f;
    int udp = -1;
    if (version == 4 && length >= at + IPV4_BYTES) {
      int headerBytes = Integer.BYTES * (frame[at] & 0x0f);
      boolean first = (u16(frame, at + 6) & 0x1fff) == 0;
      udp = first && headerBytes >= IPV4_BYTES && frame[at + 9] == UDP ? at + headerBytes : -1;
    } else if (version == 6 && length >= at + IPV6_BYTES) {
      udp = frame[at + 6] == UDP ? at + IPV6_BYTES : -1;
    }
    return length >= udp + Integer.BYTES ? udp : -1;
  }

  private static boolean isSource(InetAddress address, int port, byte[] frame, int at, int udp) {
    boolean four = frame[at] >> 4 == 4;
    return isAt(address, four ? 4 : 16, frame, at + (four ? 12 : 8)) && u16(frame, udp) == port;
  }

  private static boolean isDestination(
      InetAddress address, int port, byte[] frame, int at, int udp) {
    boolean four = frame[at] >> 4 == 4;
    return isAt(address, four ? 4 : 16, frame, at + (four ? 16 : 24))
        && u16(frame, udp + 2) == port;
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
