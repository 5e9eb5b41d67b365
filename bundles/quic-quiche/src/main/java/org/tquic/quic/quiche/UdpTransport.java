package org.tquic.quic.quiche;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.SocketProtocolFamily;

/** How UDP sockets are made and driven on this machine. */
sealed interface UdpTransport permits EpollTransport, NioTransport {
  /** Receive buffer asked of the kernel, bytes: about 100 ms at 300 Mbit/s. */
  int RECEIVE_BUFFER = 4 << 20;

  /** Send buffer asked of the kernel, bytes; the congestion window bounds what is in it. */
  int SEND_BUFFER = 2 << 20;

  /** Epoll where its native library loads. */
  static UdpTransport best() {
    return Epoll.isAvailable()
        ? new EpollTransport()
        : new NioTransport(Epoll.unavailabilityCause());
  }

  /** Its name for people. */
  String name();

  /** What a thread of the event loop group runs. */
  IoHandlerFactory ioHandlerFactory();

  /** A datagram channel, not registered yet. IPv6 ones take IPv4 too when bound to a wildcard. */
  Channel newChannel(SocketProtocolFamily family);

  /**
   * Sets buffers and batching of a registered, unbound channel.
   *
   * @return how its packets are grouped for the kernel
   */
  SegmentAllocator tune(Channel channel, int maxUdpPayload);

  /**
   * Binds the socket to a device, so that routing does not decide.
   *
   * @throws UnsupportedOperationException if this transport cannot
   */
  void bindToDevice(Channel channel, String device);
}
