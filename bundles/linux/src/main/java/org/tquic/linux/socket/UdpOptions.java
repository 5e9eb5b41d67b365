package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import org.tquic.linux.internal.SocketCalls;

/** Sets the options of a UDP socket that was just opened. */
final class UdpOptions {
  /** About 100 ms at 300 Mbit/s. */
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

  /** The congestion window bounds what is in it. */
  private static final int SEND_BUFFER_BYTES = 2 << 20;

  private static final int IP_MTU_DISCOVER = 10;
  private static final int IP_RECVTOS = 13;
  private static final int IPV6_MTU_DISCOVER = 23;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_RECVPKTINFO = 49;
  private static final int IPV6_RECVTCLASS = 66;

  /** Never fragment, and leave it to the program to find the path MTU. */
  private static final int PMTUDISC_PROBE = 3;

  private final int fd;
  private final Arena arena;
  private final String attempted;

  UdpOptions(int fd, Arena arena, String attempted) {
    this.fd = fd;
    this.arena = arena;
    this.attempted = attempted;
  }

  /** What every socket has; nothing that it cannot work without. */
  void common(int family) {
    if (!tried(SocketCalls.SOL_SOCKET, SocketCalls.SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES)) {
      tried(SocketCalls.SOL_SOCKET, SocketCalls.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
    }
    if (!tried(SocketCalls.SOL_SOCKET, SocketCalls.SO_SNDBUFFORCE, SEND_BUFFER_BYTES)) {
      tried(SocketCalls.SOL_SOCKET, SocketCalls.SO_SNDBUF, SEND_BUFFER_BYTES);
    }
    neverFragment();
    // An IPv6 socket carries IPv4 packets too, to which the options of IPv4 apply.
    tried(ControlMessages.IPPROTO_IP, IP_RECVTOS, 1);
    if (family == SocketCalls.AF_INET6) {
      tried(ControlMessages.IPPROTO_IPV6, IPV6_RECVTCLASS, 1);
      tried(ControlMessages.IPPROTO_IPV6, IPV6_V6ONLY, 0);
    }
  }

  /** Applies to the families that the socket carries. */
  void neverFragment() {
    tried(ControlMessages.IPPROTO_IP, IP_MTU_DISCOVER, PMTUDISC_PROBE);
    tried(ControlMessages.IPPROTO_IPV6, IPV6_MTU_DISCOVER, PMTUDISC_PROBE);
  }

  /** Binds to a device. */
  void device(String name) {
    DeviceBinding.bind(fd, name, arena, attempted);
  }

  /** Asks for the own address of each datagram; IPv6 tells that of an IPv4 packet too. */
  void packetInformation(int family) {
    if (family == SocketCalls.AF_INET6) {
      tried(ControlMessages.IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
    } else {
      tried(ControlMessages.IPPROTO_IP, ControlMessages.IP_PKTINFO, 1);
    }
  }

  /** Asks for datagrams of one flow in groups; whether the kernel will. */
  boolean receiveGroups() {
    return tried(ControlMessages.IPPROTO_UDP, ControlMessages.UDP_GRO, 1);
  }

  /** Whether the kernel can cut groups; no size is set for all that is sent. */
  boolean sendGroups() {
    return tried(ControlMessages.IPPROTO_UDP, ControlMessages.UDP_SEGMENT, 0);
  }

  private boolean tried(int level, int option, int value) {
    return SocketCalls.setsockopt(fd, level, option, arena.allocateFrom(JAVA_INT, value)) >= 0;
  }
}
