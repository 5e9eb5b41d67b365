package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import org.tquic.linux.LinuxException;
import org.tquic.linux.internal.FileCalls;
import org.tquic.linux.internal.SocketCalls;

/**
 * A UDP socket of the kernel with what QUIC wants of one: large buffers, no fragmentation (RFC 9000
 * section 14), ECN codepoints, own addresses on wildcard sockets, and datagrams in groups (UDP_GRO,
 * UDP_SEGMENT) where the kernel has that. Send with a {@link UdpSendQueue} and receive with a
 * {@link UdpReceiveBatch}. Never blocks: register {@link #fd()} at an event loop. One thread at a
 * time.
 */
public final class LinuxUdpSocket implements AutoCloseable {
  private final int fd;
  private final int family;
  private final InetSocketAddress local;
  private final boolean connected;
  private final boolean receivesGroups;
  private final boolean sendsGroups;
  private boolean closed;

  private LinuxUdpSocket(
      int fd,
      int family,
      InetSocketAddress local,
      boolean connected,
      boolean receivesGroups,
      boolean sendsGroups) {
    this.fd = fd;
    this.family = family;
    this.local = local;
    this.connected = connected;
    this.receivesGroups = receivesGroups;
    this.sendsGroups = sendsGroups;
  }

  /**
   * Opens a socket in the calling thread's network namespace.
   *
   * @param local address to bind; the IPv6 wildcard takes IPv4 too; port 0 for any
   * @param device the only network interface to send and receive on, empty for all
   * @param remote the only peer, whose ICMP errors are then told; null for any peer
   * @throws LinuxException ENODEV when there is no such device, EPERM when the right is missing,
   *     EADDRINUSE or EADDRNOTAVAIL when the address cannot be had, ENETUNREACH without a route to
   *     the only peer
   * @throws IllegalArgumentException when the peer's address is of the other family
   */
  public static LinuxUdpSocket open(
      InetSocketAddress local, String device, InetSocketAddress remote) {
    return open(local, device, remote, true);
  }

  /** The same, as on a kernel without groups if so asked. */
  static LinuxUdpSocket open(
      InetSocketAddress local, String device, InetSocketAddress remote, boolean groups) {
    String attempted = "open a UDP socket at " + local + (device.isEmpty() ? "" : " on " + device);
    int family = SocketAddresses.familyOf(local.getAddress());
    if (remote != null && !SocketAddresses.fits(family, remote.getAddress())) {
      throw new IllegalArgumentException("no socket at " + local + " can reach " + remote);
    }
    int fd = check(SocketCalls.socket(family, SocketCalls.SOCK_DGRAM, 0), "socket", attempted);
    try (Arena arena = Arena.ofConfined()) {
      UdpOptions options = new UdpOptions(fd, arena, attempted);
      options.common(family);
      if (!device.isEmpty()) {
        options.device(device);
      }
      MemorySegment address = address(arena, family, local);
      check(SocketCalls.bind(fd, address), "bind", attempted);
      if (remote != null) {
        int result = SocketCalls.connect(fd, address(arena, family, remote));
        check(result, "connect", attempted + " to " + remote);
      }
      InetSocketAddress bound = localAddress(fd, arena, attempted);
      if (bound.getAddress().isAnyLocalAddress()) {
        options.packetInformation(family);
      }
      boolean receivesGroups = groups && options.receiveGroups();
      boolean sendsGroups = groups && options.sendGroups();
      return new LinuxUdpSocket(fd, family, bound, remote != null, receivesGroups, sendsGroups);
    } catch (RuntimeException e) {
      FileCalls.close(fd);
      throw e;
    }
  }

  static int check(int result, String call, String attempted) {
    if (result < 0) {
      throw new LinuxException(call, -result, attempted);
    }
    return result;
  }

  static MemorySegment address(Arena arena, int family, InetSocketAddress address) {
    MemorySegment segment = arena.allocate(SocketAddresses.bytes(family), 8);
    SocketAddresses.write(segment, 0, family, address);
    return segment;
  }

  static InetSocketAddress localAddress(int fd, Arena arena, String attempted) {
    MemorySegment address = arena.allocate(SocketAddresses.IPV6_BYTES, 8);
    MemorySegment size = arena.allocateFrom(JAVA_INT, SocketAddresses.IPV6_BYTES);
    check(SocketCalls.getsockname(fd, address, size), "getsockname", attempted);
    return SocketAddresses.read(address, 0);
  }

  /** The descriptor, for an event loop; it belongs to this socket. */
  public int fd() {
    return fd;
  }

  /** The address bound; that of a connected socket is never the wildcard. */
  public InetSocketAddress localAddress() {
    return local;
  }

  /** Address family, which all addresses of its system calls have. */
  int family() {
    return family;
  }

  /** Whether there is one peer only, which is not named when sending. */
  boolean connected() {
    return connected;
  }

  /** Whether datagrams come from and go to any of the machine's addresses. */
  boolean wildcard() {
    return local.getAddress().isAnyLocalAddress();
  }

  /** Whether the kernel joins datagrams received (UDP_GRO). */
  public boolean receivesGroups() {
    return receivesGroups;
  }

  /** Whether the kernel knows how to cut a payload into datagrams (UDP_SEGMENT). */
  public boolean sendsGroups() {
    return sendsGroups;
  }

  /** Closes the socket; again is harmless. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      FileCalls.close(fd);
    }
  }
}
