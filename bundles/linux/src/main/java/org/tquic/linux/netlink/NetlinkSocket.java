package org.tquic.linux.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.internal.FileCalls;
import org.tquic.linux.internal.SocketCalls;

/** A routing netlink socket of the opening thread's network namespace. One thread at a time. */
final class NetlinkSocket implements AutoCloseable {
  private static final int NETLINK_ROUTE = 0;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int MSG_TRUNC = 0x20;
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  // The kernel fills at most 32 KiB per datagram of a dump.
  private static final int DATAGRAM_BYTES = 1 << 16;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment datagram = arena.allocate(DATAGRAM_BYTES, 8);
  private final MemorySegment sender = arena.allocate(12, 4);
  private final MemorySegment senderBytes = arena.allocate(4, 4);
  private final int fd;

  /** Opens a socket that also hears of the changes in {@code groups}, a set of RTMGRP_… bits. */
  NetlinkSocket(int groups) {
    fd = SocketCalls.socket(SocketCalls.AF_NETLINK, SocketCalls.SOCK_RAW, NETLINK_ROUTE);
    if (fd < 0) {
      arena.close();
      throw new LinuxException("socket", -fd, "open a routing netlink socket");
    }
    try (Arena options = Arena.ofConfined()) {
      // All three are improvements that an old kernel or a missing right may refuse.
      MemorySegment on = options.allocateFrom(JAVA_INT, 1);
      SocketCalls.setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, on);
      SocketCalls.setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, on);
      SocketCalls.setsockopt(
          fd,
          SocketCalls.SOL_SOCKET,
          SocketCalls.SO_RCVBUFFORCE,
          options.allocateFrom(JAVA_INT, RECEIVE_BUFFER_BYTES));
      MemorySegment address = options.allocate(12, 4);
      address.set(JAVA_SHORT, 0, (short) SocketCalls.AF_NETLINK);
      address.set(JAVA_INT, 8, groups);
      int bound = SocketCalls.bind(fd, address);
      if (bound < 0) {
        close();
        throw new LinuxException("bind", -bound, "open a routing netlink socket");
      }
    }
  }

  int fd() {
    return fd;
  }

  void send(byte[] message, String attempted) {
    try (Arena one = Arena.ofConfined()) {
      // To no address in particular: the kernel.
      long sent = SocketCalls.send(fd, one.allocateFrom(JAVA_BYTE, message), message.length);
      if (sent < 0) {
        throw new LinuxException("send", (int) -sent, attempted);
      }
    }
  }

  /**
   * The next datagram of the kernel, or null when none is waiting. It is valid until the next call.
   *
   * @throws LinuxException ENOBUFS when datagrams were lost
   */
  ByteBuffer receiveBytes() {
    while (true) {
      senderBytes.set(JAVA_INT, 0, (int) sender.byteSize());
      long length = SocketCalls.recvfrom(fd, datagram, MSG_TRUNC, sender, senderBytes);
      if (length == -Errno.EAGAIN || length == -Errno.EINTR) {
        return null;
      }
      if (length < 0) {
        throw new LinuxException("recvfrom", (int) -length, "read routing netlink messages");
      }
      if (length > datagram.byteSize()) {
        throw new LinuxException("recvfrom", Errno.ENOBUFS, "read routing netlink messages");
      }
      // Port 0 is the kernel; another program may write to this socket too.
      if (sender.get(JAVA_INT, 4) == 0) {
        return datagram.asByteBuffer().limit((int) length);
      }
    }
  }

  /** The messages of the next datagram, or null when none is waiting. */
  List<NetlinkFrame> receive() {
    ByteBuffer bytes = receiveBytes();
    return bytes == null ? null : NetlinkCodec.parse(bytes);
  }

  @Override
  public void close() {
    FileCalls.close(fd);
    arena.close();
  }
}
