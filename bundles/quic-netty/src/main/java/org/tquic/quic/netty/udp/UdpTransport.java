package org.tquic.quic.netty.udp;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;

/** How UDP sockets are made and driven on this machine. Thread-safe. */
public interface UdpTransport {
  /** Its name for people. */
  String name();

  /** What a thread of the event loop group runs. */
  IoHandlerFactory ioHandlerFactory();

  /**
   * Opens a socket; called on the loop.
   *
   * @param loop of a group with this transport's I/O handler
   * @param local address to bind; an IPv6 wildcard takes IPv4 too; port 0 for any
   * @param device network interface to bind to (SO_BINDTODEVICE), empty for none
   * @param remote the only peer, so that the kernel reports ICMP errors of it; null for any peer
   * @param link tag of the network paths that come from this socket
   * @param maxUdpPayload largest UDP payload to send and to receive, bytes
   * @throws IOException or a {@link org.tquic.linux.LinuxException} that names what failed
   */
  UdpSocket open(
      EventLoop loop,
      InetSocketAddress local,
      String device,
      InetSocketAddress remote,
      int link,
      int maxUdpPayload,
      UdpSocket.Receiver receiver)
      throws IOException;
}
