package org.tquic.discovery;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.tquic.linux.socket.FrameBatch;
import org.tquic.linux.socket.PacketSocket;

/**
 * Sends IPv6 router advertisements (RFC 4861 section 4.2) with a prefix for autoconfiguration (RFC
 * 4862), as a router at the other end of a link does.
 */
final class RouterAdvertisement {
  private static final int ETHERNET = 14;
  private static final int IPV6 = 40;
  private static final int ICMP = 48;
  private static final int FRAME = ETHERNET + IPV6 + ICMP;
  private static final byte[] ALL_NODES_MAC = {0x33, 0x33, 0, 0, 0, 1};
  private static final byte[] ROUTER_MAC = {2, 0, 0, 0, 0, (byte) 0x99};
  private static final int ETHERTYPE = 0x86dd;
  private static final byte ICMPV6 = 58;
  private static final byte ADVERTISEMENT = (byte) 134;
  private static final byte PREFIX_OPTION = 3;
  private static final byte ON_LINK_AND_AUTONOMOUS = (byte) 0xc0;

  private RouterAdvertisement() {}

  /**
   * Sends one, from the namespace that the calling thread is in.
   *
   * @param device the router's end of the link
   * @param router its link-local address
   * @param prefix of 64 bits
   * @param routerSeconds how long it is a default router, 0 for no longer
   */
  static void send(String device, String router, String prefix, int routerSeconds) {
    byte[] frame = frame(router, prefix, routerSeconds);
    try (PacketSocket socket = PacketSocket.open(device, false);
        FrameBatch batch = new FrameBatch(1, FRAME)) {
      MemorySegment.copy(MemorySegment.ofArray(frame), 0, batch.frame(0), 0, FRAME);
      batch.setLength(0, FRAME);
      if (socket.send(batch, 0, 1) != 1) {
        throw new AssertionError(device + " does not take a frame");
      }
    }
  }

  private static byte[] frame(String router, String prefix, int routerSeconds) {
    byte[] source = InetAddress.ofLiteral(router).getAddress();
    byte[] nodes = InetAddress.ofLiteral("ff02::1").getAddress();
    ByteBuffer frame = ByteBuffer.allocate(FRAME);
    frame.put(ALL_NODES_MAC).put(ROUTER_MAC).putShort((short) ETHERTYPE);
    frame.putInt(0x60000000).putShort((short) ICMP).put(ICMPV6).put((byte) 255);
    frame.put(source).put(nodes);
    frame.put(ADVERTISEMENT).put((byte) 0).putShort((short) 0);
    frame.put((byte) 64).put((byte) 0).putShort((short) routerSeconds).putInt(0).putInt(0);
    frame.put(PREFIX_OPTION).put((byte) 4).put((byte) 64).put(ON_LINK_AND_AUTONOMOUS);
    frame.putInt(7200).putInt(3600).putInt(0);
    frame.put(InetAddress.ofLiteral(prefix).getAddress());
    frame.putShort(ETHERNET + IPV6 + 2, checksum(frame));
    return frame.array();
  }

  /** Over the pseudo-header and the message, RFC 8200 section 8.1. */
  private static short checksum(ByteBuffer frame) {
    int sum = ICMP + ICMPV6;
    for (int at = ETHERNET + 8; at < FRAME; at += 2) {
      sum += Short.toUnsignedInt(frame.getShort(at));
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (short) ~sum;
  }
}
