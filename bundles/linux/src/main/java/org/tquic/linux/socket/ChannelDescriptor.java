package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.internal.SocketCalls;

/**
 * Finds the descriptor of a datagram channel, which the JDK keeps to itself. But a bound UDP socket
 * is the only one of the process with its local address and port, so it is found among the
 * process's descriptors, which the kernel lists, by asking each for its address.
 */
final class ChannelDescriptor {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private ChannelDescriptor() {}

  /**
   * The descriptor of a channel that is bound to a port, without SO_REUSEPORT.
   *
   * @throws LinuxException EBADF when the socket cannot be told from others
   * @throws IllegalStateException when the channel is not bound
   * @throws UncheckedIOException when the kernel does not list descriptors
   */
  static int find(DatagramChannel channel, Arena arena, String attempted) {
    List<Integer> found = new ArrayList<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      if (!(channel.getLocalAddress() instanceof InetSocketAddress local)) {
        throw new IllegalStateException("the channel is not bound to a port");
      }
      for (Path descriptor : descriptors) {
        int fd = Integer.parseInt(descriptor.getFileName().toString());
        if (hasAddress(fd, local, arena)) {
          found.add(fd);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot " + attempted, e);
    }
    if (found.size() != 1) {
      throw new LinuxException(
          "getsockname",
          Errno.EBADF,
          attempted,
          found.size() + " sockets have its address",
          "Bind the channel to a port of its own first.");
    }
    return found.getFirst();
  }

  private static boolean hasAddress(int fd, InetSocketAddress local, Arena arena) {
    MemorySegment address = arena.allocate(128, 8);
    MemorySegment size = arena.allocateFrom(JAVA_INT, 128);
    if (SocketCalls.getsockname(fd, address, size) < 0) {
      return false;
    }
    int family = Short.toUnsignedInt(address.get(JAVA_SHORT, 0));
    if (family != SocketCalls.AF_INET && family != SocketCalls.AF_INET6) {
      return false;
    }
    int port = Short.toUnsignedInt(Short.reverseBytes(address.get(JAVA_SHORT, 2)));
    return port == local.getPort()
        && isUdp(fd, arena)
        && sameHost(address, family, local.getAddress().getAddress());
  }

  private static boolean isUdp(int fd, Arena arena) {
    MemorySegment type = arena.allocate(JAVA_INT);
    return SocketCalls.getsockopt(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_TYPE, type) >= 0
        && type.get(JAVA_INT, 0) == SocketCalls.SOCK_DGRAM;
  }

  /** The JDK shows an IPv4-mapped address, and the wildcard of a dual-stack socket, as IPv4. */
  private static boolean sameHost(MemorySegment address, int family, byte[] host) {
    byte[] theirs =
        (family == SocketCalls.AF_INET ? address.asSlice(4, 4) : address.asSlice(8, 16))
            .toArray(JAVA_BYTE);
    if (Arrays.equals(theirs, host)) {
      return true;
    }
    if (allZero(theirs) && allZero(host)) {
      return true;
    }
    return theirs.length == 16
        && host.length == 4
        && allZero(Arrays.copyOf(theirs, 10))
        && theirs[10] == -1
        && theirs[11] == -1
        && Arrays.equals(Arrays.copyOfRange(theirs, 12, 16), host);
  }

  private static boolean allZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
