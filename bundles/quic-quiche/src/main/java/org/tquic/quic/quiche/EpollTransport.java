package org.tquic.quic.quiche;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Epoll with recvmmsg, UDP_GRO and UDP_SEGMENT, as far as the kernel has them. */
final class EpollTransport implements UdpTransport {
  private static final int SOL_SOCKET = 1;
  private static final int IPPROTO_IP = 0;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IFNAMSIZ = 16;

  /** IP_PMTUDISC_PROBE: never fragment (RFC 9000 section 14), and let QUIC find the path MTU. */
  private static final int PMTUDISC_PROBE = 3;

  private static final RawUnixChannelOption BIND_TO_DEVICE =
      new RawUnixChannelOption("SO_BINDTODEVICE", SOL_SOCKET, 25, IFNAMSIZ);
  private static final IntegerUnixChannelOption SEND_BUFFER_FORCE =
      new IntegerUnixChannelOption("SO_SNDBUFFORCE", SOL_SOCKET, 32);
  private static final IntegerUnixChannelOption RECEIVE_BUFFER_FORCE =
      new IntegerUnixChannelOption("SO_RCVBUFFORCE", SOL_SOCKET, 33);
  private static final IntegerUnixChannelOption MTU_DISCOVER =
      new IntegerUnixChannelOption("IP_MTU_DISCOVER", IPPROTO_IP, 10);
  private static final IntegerUnixChannelOption MTU_DISCOVER_V6 =
      new IntegerUnixChannelOption("IPV6_MTU_DISCOVER", IPPROTO_IPV6, 23);

  /** Bytes that a group of packets of one flow may fill (UDP_GRO). */
  private static final int GROUP_BYTES = 65_535;

  /** Packets asked of one recvmmsg call. */
  private static final int MESSAGES = 64;

  /** Packets after which the loop turns to other work. */
  private static final int PACKETS_PER_BATCH = 128;

  @Override
  public String name() {
    return "epoll";
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return EpollIoHandler.newFactory();
  }

  @Override
  public Channel newChannel(SocketProtocolFamily family) {
    return new EpollDatagramChannel(family);
  }

  @Override
  public SegmentAllocator tune(Channel channel, int maxUdpPayload) {
    if (!tryOption(channel, RECEIVE_BUFFER_FORCE, RECEIVE_BUFFER)) {
      tryOption(channel, ChannelOption.SO_RCVBUF, RECEIVE_BUFFER);
    }
    if (!tryOption(channel, SEND_BUFFER_FORCE, SEND_BUFFER)) {
      tryOption(channel, ChannelOption.SO_SNDBUF, SEND_BUFFER);
    }
    tryOption(channel, MTU_DISCOVER, PMTUDISC_PROBE);
    tryOption(channel, MTU_DISCOVER_V6, PMTUDISC_PROBE);
    // Either the kernel joins packets, or one call reads many: Netty does not see how a group that
    // recvmmsg brings is to be cut.
    boolean groups = tryOption(channel, EpollChannelOption.UDP_GRO, true);
    channel
        .config()
        .setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, groups ? 0 : maxUdpPayload);
    channel
        .config()
        .setOption(
            ChannelOption.RECVBUF_ALLOCATOR,
            new FixedRecvByteBufAllocator(groups ? GROUP_BYTES : maxUdpPayload * MESSAGES)
                .maxMessagesPerRead(PACKETS_PER_BATCH));
    return SegmentAllocator.forEpoll(maxUdpPayload);
  }

  @Override
  public void bindToDevice(Channel channel, String device) {
    byte[] name = device.getBytes(StandardCharsets.UTF_8);
    if (name.length >= IFNAMSIZ) {
      throw new IllegalArgumentException("interface name " + device + " is too long");
    }
    channel.config().setOption(BIND_TO_DEVICE, ByteBuffer.allocateDirect(IFNAMSIZ).put(0, name));
  }

  private static <T> boolean tryOption(Channel channel, ChannelOption<T> option, T value) {
    try {
      return channel.config().setOption(option, value);
    } catch (ChannelException e) {
      return false;
    }
  }
}
