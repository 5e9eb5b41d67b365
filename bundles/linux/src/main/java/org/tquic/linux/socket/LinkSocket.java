package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Poller;
import org.tquic.linux.internal.FileCalls;
import org.tquic.linux.internal.SocketCalls;

/**
 * A socket that looks into one link: bound to its device and to one of its addresses, with one
 * peer. What it sends leaves by that link whatever the routing tables prefer, and is never
 * fragmented. Unlike the sockets of the data path it waits, with a bound. One thread at a time.
 */
public final class LinkSocket implements AutoCloseable {
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int MAX_MESSAGE_BYTES = 65_536;
  private static final int IHL_MASK = 0x0f;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(MAX_MESSAGE_BYTES);
  private final MemorySegment sender = arena.allocate(SocketAddresses.IPV6_BYTES, 8);
  private final MemorySegment senderBytes = arena.allocate(JAVA_INT);
  private final Poller poller = new Poller(1);
  private final String attempted;
  private final int fd;
  private final boolean behindIpHeader;
  private InetSocketAddress local;
  private boolean closed;

  private LinkSocket(String attempted, int fd, boolean behindIpHeader) {
    this.attempted = attempted;
    this.fd = fd;
    this.behindIpHeader = behindIpHeader;
    poller.add(fd, Poller.READABLE);
  }

  /**
   * A UDP socket. ICMP errors about what it sent are told by its next call.
   *
   * @throws LinuxException ENODEV, EPERM, EADDRNOTAVAIL or ENETUNREACH, as of {@link
   *     LinuxUdpSocket#open}
   */
  public static LinkSocket udp(String device, InetAddress source, InetSocketAddress remote) {
    return open("UDP", SocketCalls.SOCK_DGRAM, 0, device, source, remote, 0);
  }

  /**
   * A raw socket for ICMP messages, or ICMPv6 by the family of the addresses. It gets those that
   * the peer sends to anyone on this machine.
   *
   * @throws LinuxException EPERM without CAP_NET_RAW, and as above
   */
  public static LinkSocket icmp(String device, InetAddress source, InetAddress remote) {
    int protocol = remote instanceof Inet6Address ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
    InetSocketAddress peer = new InetSocketAddress(remote, 0);
    return open("ICMP", SocketCalls.SOCK_RAW, protocol, device, source, peer, 0);
  }

  /**
   * A TCP connection.
   *
   * @param timeoutNs time that the handshake may take
   * @throws LinuxException ECONNREFUSED when the peer says no, ETIMEDOUT, and as above
   */
  public static LinkSocket tcp(
      String device, InetAddress source, InetSocketAddress remote, long timeoutNs) {
    return open("TCP", SocketCalls.SOCK_STREAM, 0, device, source, remote, timeoutNs);
  }

  private static LinkSocket open(
      String kind,
      int type,
      int protocol,
      String device,
      InetAddress source,
      InetSocketAddress remote,
      long timeoutNs) {
    String attempted = "reach " + remote + " by " + kind + " through " + device;
    int family = SocketAddresses.familyOf(remote.getAddress());
    int fd = LinuxUdpSocket.check(SocketCalls.socket(family, type, protocol), "socket", attempted);
    // The kernel gives a raw IPv4 socket the whole packet, a raw IPv6 socket its payload.
    boolean behindIpHeader = type == SocketCalls.SOCK_RAW && family == SocketCalls.AF_INET;
    LinkSocket socket = new LinkSocket(attempted, fd, behindIpHeader);
    try (Arena arena = Arena.ofConfined()) {
      UdpOptions options = new UdpOptions(fd, arena, attempted);
      options.neverFragment();
      options.device(device);
      MemorySegment own = LinuxUdpSocket.address(arena, family, new InetSocketAddress(source, 0));
      LinuxUdpSocket.check(SocketCalls.bind(fd, own), "bind", attempted);
      int result = SocketCalls.connect(fd, LinuxUdpSocket.address(arena, family, remote));
      if (result == -Errno.EINPROGRESS) {
        result = socket.awaitConnected(timeoutNs, arena);
      }
      LinuxUdpSocket.check(result, "connect", attempted);
      socket.local = LinuxUdpSocket.localAddress(fd, arena, attempted);
      return socket;
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private int awaitConnected(long timeoutNs, Arena arena) {
    poller.interest(0, Poller.WRITABLE);
    boolean done = poller.poll(timeoutNs);
    poller.interest(0, Poller.READABLE);
    if (!done) {
      return -Errno.ETIMEDOUT;
    }
    MemorySegment error = arena.allocate(JAVA_INT);
    int result = SocketCalls.getsockopt(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_ERROR, error);
    return result < 0 ? result : -error.get(JAVA_INT, 0);
  }

  /** Its own address, and port if it has one. */
  public InetSocketAddress localAddress() {
    return local;
  }

  /**
   * Sends a message, or the beginning of a stream's data.
   *
   * @throws LinuxException EMSGSIZE when it is too long for the link, ECONNREFUSED when an ICMP
   *     error has come since, and others that the kernel has
   */
  public void send(byte[] message) {
    MemorySegment.copy(message, 0, buffer, JAVA_BYTE, 0, message.length);
    long sent = SocketCalls.send(fd, buffer, message.length);
    if (sent < 0) {
      throw new LinuxException("send", (int) -sent, attempted);
    }
  }

  /**
   * Receives one message, or what there is of a stream.
   *
   * @param target gets its beginning; what does not fit is lost, but for a stream
   * @param timeoutNs time to wait
   * @return its bytes, 0 also at the end of a stream, or -1 when the time is up
   * @throws LinuxException ECONNREFUSED when an ICMP error has come, and others
   */
  public int receive(byte[] target, long timeoutNs) {
    long end = System.nanoTime() + timeoutNs;
    while (true) {
      int room = behindIpHeader ? MAX_MESSAGE_BYTES : Math.min(target.length, MAX_MESSAGE_BYTES);
      senderBytes.set(JAVA_INT, 0, SocketAddresses.IPV6_BYTES);
      int length = (int) SocketCalls.recvfrom(fd, buffer.asSlice(0, room), 0, sender, senderBytes);
      if (length >= 0) {
        return copy(length, target);
      }
      if (length != -Errno.EAGAIN && length != -Errno.EINTR) {
        throw new LinuxException("recvfrom", -length, attempted);
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return -1;
      }
      poller.poll(left);
    }
  }

  private int copy(int length, byte[] target) {
    int header = 0;
    if (behindIpHeader && length > 0) {
      header = Math.min(length, Integer.BYTES * (buffer.get(JAVA_BYTE, 0) & IHL_MASK));
    }
    int bytes = Math.min(length - header, target.length);
    MemorySegment.copy(buffer, JAVA_BYTE, header, target, 0, bytes);
    return bytes;
  }

  /** Closes the socket; again is harmless. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      poller.close();
      FileCalls.close(fd);
      arena.close();
    }
  }
}
