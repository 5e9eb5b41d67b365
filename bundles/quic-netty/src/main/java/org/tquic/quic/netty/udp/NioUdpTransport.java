package org.tquic.quic.netty.udp;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Plain sockets of the JDK: one system call per datagram, no ECN, and no destination address on
 * wildcard sockets; but no native library either. The port of a closed socket is free at the next
 * turn of its loop.
 */
public final class NioUdpTransport implements UdpTransport {
  private final String name;

  /** For where it was asked for. */
  public NioUdpTransport() {
    this.name = "NIO";
  }

  /**
   * For where nothing better works.
   *
   * @param reason why, a clause
   */
  NioUdpTransport(String reason) {
    this.name = "NIO, for " + reason;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return NioIoHandler.newFactory();
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
    return NioUdpSocket.open(loop, local, device, remote, link, maxUdpPayload, receiver);
  }
}
