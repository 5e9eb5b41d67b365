package org.tquic.quic.quiche;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.nio.channels.spi.SelectorProvider;

/**
 * Plain JDK sockets: one system call per packet, and no binding to a device.
 *
 * @param cause why epoll is not used, or null where NIO was asked for
 */
record NioTransport(Throwable cause) implements UdpTransport {
  private static final int PACKETS_PER_BATCH = 64;

  @Override
  public String name() {
    return cause == null ? "NIO" : "NIO, for epoll does not load: " + cause;
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return NioIoHandler.newFactory();
  }

  @Override
  public Channel newChannel(SocketProtocolFamily family) {
    return new NioDatagramChannel(SelectorProvider.provider(), family);
  }

  @Override
  public SegmentAllocator tune(Channel channel, int maxUdpPayload) {
    channel.config().setOption(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER);
    channel.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
    channel
        .config()
        .setOption(
            ChannelOption.RECVBUF_ALLOCATOR,
            new FixedRecvByteBufAllocator(maxUdpPayload).maxMessagesPerRead(PACKETS_PER_BATCH));
    return SegmentAllocator.none();
  }

  @Override
  public void bindToDevice(Channel channel, String device) {
    throw new UnsupportedOperationException(
        "the JDK's sockets cannot be bound to a network device");
  }
}
