package org.tquic.quic.quiche;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.quic.EpollQuicUtils;
import io.netty.handler.codec.quic.SegmentedDatagramPacketAllocator;
import java.net.InetSocketAddress;

/**
 * Groups packets of one socket for UDP_SEGMENT, so that the kernel takes many in one call. It can
 * be switched off for good: a device without checksum offload refuses groups on older kernels.
 */
final class SegmentAllocator implements SegmentedDatagramPacketAllocator {
  /** Bytes of one group, the largest UDP payload of IPv4 less some room for IP options. */
  private static final int GROUP_BYTES = 65_000;

  private static final int MAX_SEGMENTS = 32;

  private final SegmentedDatagramPacketAllocator kernel;
  private boolean on;

  private SegmentAllocator(SegmentedDatagramPacketAllocator kernel) {
    this.kernel = kernel;
    this.on = kernel.maxNumSegments() > 0;
  }

  /** No grouping. */
  static SegmentAllocator none() {
    return new SegmentAllocator(SegmentedDatagramPacketAllocator.NONE);
  }

  /** Groups as large as a UDP datagram can be, where the kernel knows UDP_SEGMENT. */
  static SegmentAllocator forEpoll(int maxUdpPayload) {
    int segments = Math.min(MAX_SEGMENTS, GROUP_BYTES / maxUdpPayload);
    return segments < 2
        ? none()
        : new SegmentAllocator(EpollQuicUtils.newSegmentedAllocator(segments));
  }

  /** Whether groups are made. */
  boolean isOn() {
    return on;
  }

  /** Sends each packet alone from now on. */
  void switchOff() {
    on = false;
  }

  @Override
  public int maxNumSegments() {
    return on ? kernel.maxNumSegments() : 0;
  }

  @Override
  public DatagramPacket newPacket(ByteBuf buf, int segmentSize, InetSocketAddress remote) {
    return kernel.newPacket(buf, segmentSize, remote);
  }
}
