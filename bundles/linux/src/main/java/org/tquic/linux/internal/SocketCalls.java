package org.tquic.linux.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Calls on sockets; a negative result is the negated error number. */
public final class SocketCalls {
  /** Address family: IPv4. */
  public static final int AF_INET = 2;

  /** Address family: IPv6. */
  public static final int AF_INET6 = 10;

  /** Address family: netlink. */
  public static final int AF_NETLINK = 16;

  /** Address family: raw link layer. */
  public static final int AF_PACKET = 17;

  /** Socket type: a stream. */
  public static final int SOCK_STREAM = 1;

  /** Socket type: datagrams. */
  public static final int SOCK_DGRAM = 2;

  /** Socket type: raw. */
  public static final int SOCK_RAW = 3;

  /** Options of the socket itself. */
  public static final int SOL_SOCKET = 1;

  /** Option: type of the socket, to read only. */
  public static final int SO_TYPE = 3;

  /** Option: the error that waits to be told, to read only; reading takes it. */
  public static final int SO_ERROR = 4;

  /** Option: send buffer, bytes; the kernel doubles it for its own needs. */
  public static final int SO_SNDBUF = 7;

  /** Option: receive buffer, bytes; the kernel doubles it for its own needs. */
  public static final int SO_RCVBUF = 8;

  /** Option: the only device to send and receive on. */
  public static final int SO_BINDTODEVICE = 25;

  /** Option: send buffer without the limit of net.core.wmem_max. */
  public static final int SO_SNDBUFFORCE = 32;

  /** Option: receive buffer without the limit of net.core.rmem_max. */
  public static final int SO_RCVBUFFORCE = 33;

  /** Longest name of a network interface, bytes. */
  public static final int MAX_INTERFACE_NAME_BYTES = 15;

  private static final long SIOCGIFINDEX = 0x8933;
  private static final int IFREQ_BYTES = 40;
  private static final int IFREQ_VALUE_OFFSET = 16;

  private SocketCalls() {}

  /** Opens a socket that never blocks and is not passed on to child processes. */
  public static int socket(int family, int type, int protocol) {
    int flags = type | FileCalls.O_NONBLOCK | FileCalls.O_CLOEXEC;
    return (int) SystemCall.SOCKET.call(family, flags, protocol);
  }

  /** Binds a socket; the address is the whole segment. */
  public static int bind(int fd, MemorySegment address) {
    int result = (int) SystemCall.BIND.call(fd, SystemCall.address(address), address.byteSize());
    SystemCall.keep(address, null);
    return result;
  }

  /** Connects a socket; the address is the whole segment. */
  public static int connect(int fd, MemorySegment address) {
    int result = (int) SystemCall.CONNECT.call(fd, SystemCall.address(address), address.byteSize());
    SystemCall.keep(address, null);
    return result;
  }

  /** The socket's own address; {@code length} is an int, in and out. */
  public static int getsockname(int fd, MemorySegment address, MemorySegment length) {
    int result =
        (int)
            SystemCall.GETSOCKNAME.call(
                fd, SystemCall.address(address), SystemCall.address(length));
    SystemCall.keep(address, length);
    return result;
  }

  /** Sets an option; the value is the whole segment. */
  public static int setsockopt(int fd, int level, int option, MemorySegment value) {
    int result =
        (int)
            SystemCall.SETSOCKOPT.call(
                fd, level, option, SystemCall.address(value), value.byteSize());
    SystemCall.keep(value, null);
    return result;
  }

  /** Reads an option to the whole segment. */
  public static int getsockopt(int fd, int level, int option, MemorySegment value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
      int result =
          (int)
              SystemCall.GETSOCKOPT.call(
                  fd, level, option, SystemCall.address(value), SystemCall.address(size));
      SystemCall.keep(value, size);
      return result;
    }
  }

  /** Sends one message to where the socket sends by itself. */
  public static long send(int fd, MemorySegment message, long length) {
    long result = SystemCall.SENDTO.call(fd, SystemCall.address(message), length);
    SystemCall.keep(message, null);
    return result;
  }

  /** Receives one message and its sender's address; {@code size} is an int, in and out. */
  public static long recvfrom(
      int fd, MemorySegment target, int flags, MemorySegment address, MemorySegment size) {
    long result =
        SystemCall.RECVFROM.call(
            fd,
            SystemCall.address(target),
            target.byteSize(),
            flags,
            SystemCall.address(address),
            SystemCall.address(size));
    SystemCall.keep(target, address);
    SystemCall.keep(size, null);
    return result;
  }

  /** Sends several messages, see sendmmsg(2). */
  public static int sendmmsg(int fd, MemorySegment messages, int count) {
    int result = (int) SystemCall.SENDMMSG.call(fd, SystemCall.address(messages), count);
    SystemCall.keep(messages, null);
    return result;
  }

  /** Receives several messages without waiting, see recvmmsg(2). */
  public static int recvmmsg(int fd, MemorySegment messages, int count) {
    int result = (int) SystemCall.RECVMMSG.call(fd, SystemCall.address(messages), count);
    SystemCall.keep(messages, null);
    return result;
  }

  /** Index of an interface of the calling thread's network namespace. */
  public static int interfaceIndex(String name) {
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0) {
      return fd;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = interfaceRequest(arena, name);
      int result = FileCalls.ioctl(fd, SIOCGIFINDEX, request);
      return result < 0 ? result : request.get(JAVA_INT, IFREQ_VALUE_OFFSET);
    } finally {
      FileCalls.close(fd);
    }
  }

  /**
   * A struct ifreq that names an interface; its value is at offset 16.
   *
   * @throws IllegalArgumentException when no interface can have that name
   */
  public static MemorySegment interfaceRequest(Arena arena, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes.length > MAX_INTERFACE_NAME_BYTES) {
      throw new IllegalArgumentException(
          "a network interface name has 1 to "
              + MAX_INTERFACE_NAME_BYTES
              + " bytes: \""
              + name
              + "\"");
    }
    MemorySegment request = arena.allocate(IFREQ_BYTES, 8);
    MemorySegment.copy(bytes, 0, request, JAVA_BYTE, 0, bytes.length);
    return request;
  }
}
