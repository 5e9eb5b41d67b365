package org.tquic.quic.netty.udp;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.tquic.linux.socket.LinuxUdpSocket;

/**
 * Sockets of the kernel at Netty's epoll: many datagrams per system call, ECN, and own addresses on
 * wildcard sockets.
 */
public final class LinuxUdpTransport implements UdpTransport {
  /**
   * For where Netty's native epoll library loads.
   *
   * @throws UnsatisfiedLinkError where it does not
   */
  public LinuxUdpTransport() {
    Epoll.ensureAvailability();
  }

  @Override
  public String name() {
    return "epoll";
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return EpollIoHandler.newFactory();
  }

  @Override
  public UdpSocket open(
      EventLoop loop,
      InetSocketAddress local,
      String device,
      InetSocketAddress remote,
      int link,
      int maxUdpPayload,
      UdpSocket.Receiver receiver)
      throws IOException {
    LinuxUdpSocket socket = LinuxUdpSocket.open(local, device, remote);
    return EpollUdpSocket.register(loop, socket, link, maxUdpPayload, receiver);
  }
}
