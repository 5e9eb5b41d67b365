package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.internal.FileCalls;
import org.tquic.linux.internal.SocketCalls;

/**
 * Sends and receives whole Ethernet frames on one interface (packet(7)). Sees the frames that come
 * in, and those that go out only where that was asked for. Never blocks: wait with a {@link
 * org.tquic.linux.Poller}. VLAN tags are taken off by the kernel. Frames of a local sender have no
 * transport checksum while the device offloads it, so switch offloads off where frames are handed
 * on. One thread at a time.
 */
public final class PacketSocket implements AutoCloseable {
  /** Result instead of a count: the link is down; it works again by itself when it is up. */
  public static final int LINK_DOWN = -1;

  private static final int ETH_P_ALL = 0x0003;
  private static final int SOL_PACKET = 263;
  private static final int PACKET_ADD_MEMBERSHIP = 1;
  private static final int PACKET_IGNORE_OUTGOING = 23;
  private static final int PACKET_MR_PROMISC = 1;
  private static final int BUFFER_BYTES = 4 << 20;

  private final String name;
  private final int fd;
  private boolean closed;

  private PacketSocket(String name, int fd) {
    this.name = name;
    this.fd = fd;
  }

  /**
   * Opens a socket on an interface of the calling thread's network namespace.
   *
   * @param name interface name
   * @param promiscuous whether to see frames for other stations too
   * @throws LinuxException ENODEV when there is no such interface, EPERM without CAP_NET_RAW
   */
  public static PacketSocket open(String name, boolean promiscuous) {
    return open(name, promiscuous, false);
  }

  /**
   * Opens a socket that sees the frames that go out, too.
   *
   * @param name interface name
   * @throws LinuxException as of {@link #open}
   */
  public static PacketSocket openBothWays(String name) {
    return open(name, false, true);
  }

  private static PacketSocket open(String name, boolean promiscuous, boolean bothWays) {
    String attempted = "open a packet socket on " + name;
    // Protocol 0: nothing is received before the bind, so no frame of another interface slips in.
    int fd =
        check(
            SocketCalls.socket(SocketCalls.AF_PACKET, SocketCalls.SOCK_RAW, 0),
            "socket",
            attempted);
    try (Arena arena = Arena.ofConfined()) {
      int index = check(SocketCalls.interfaceIndex(name), "ioctl(SIOCGIFINDEX)", attempted);
      if (!bothWays) {
        MemorySegment on = arena.allocateFrom(JAVA_INT, 1);
        check(
            SocketCalls.setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, on),
            "setsockopt(PACKET_IGNORE_OUTGOING)",
            attempted);
      }
      // Best effort: a smaller buffer only loses frames earlier under load.
      MemorySegment bytes = arena.allocateFrom(JAVA_INT, BUFFER_BYTES);
      SocketCalls.setsockopt(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_RCVBUFFORCE, bytes);
      SocketCalls.setsockopt(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_SNDBUFFORCE, bytes);
      if (promiscuous) {
        MemorySegment membership = arena.allocate(16, 4);
        membership.set(JAVA_INT, 0, index);
        membership.set(JAVA_SHORT, 4, (short) PACKET_MR_PROMISC);
        check(
            SocketCalls.setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership),
            "setsockopt(PACKET_ADD_MEMBERSHIP)",
            attempted);
      }
      MemorySegment address = arena.allocate(20, 4);
      address.set(JAVA_SHORT, 0, (short) SocketCalls.AF_PACKET);
      address.set(JAVA_SHORT, 2, Short.reverseBytes((short) ETH_P_ALL));
      address.set(JAVA_INT, 4, index);
      check(SocketCalls.bind(fd, address), "bind", attempted);
      return new PacketSocket(name, fd);
    } catch (RuntimeException e) {
      FileCalls.close(fd);
      throw e;
    }
  }

  private static int check(int result, String call, String attempted) {
    if (result < 0) {
      throw new LinuxException(call, -result, attempted);
    }
    return result;
  }

  /** The interface. */
  public String name() {
    return name;
  }

  /** The descriptor, for a poller; it belongs to this socket. */
  public int fd() {
    return fd;
  }

  /**
   * Receives as many frames as are waiting and fit, into slots 0 and up.
   *
   * @return number of frames, 0 when none is waiting, {@link #LINK_DOWN} once when the link goes
   *     down
   * @throws LinuxException when the kernel refuses
   */
  public int receive(FrameBatch batch) {
    int count = SocketCalls.recvmmsg(fd, batch.toReceive(), batch.capacity());
    if (count >= 0) {
      return count;
    }
    return switch (-count) {
      case Errno.EAGAIN, Errno.EINTR -> 0;
      case Errno.ENETDOWN -> LINK_DOWN;
      default -> throw new LinuxException("recvmmsg", -count, "receive frames on " + name);
    };
  }

  /**
   * Sends frames from consecutive slots.
   *
   * @param batch the frames with their lengths
   * @param from first slot
   * @param count number of slots
   * @return how many were taken from the first on, 0 when there is no room now, {@link #LINK_DOWN}
   *     when the link is down
   * @throws LinuxException ENXIO when the device is gone, EMSGSIZE when the first frame is longer
   *     than the link allows
   */
  public int send(FrameBatch batch, int from, int count) {
    int sent = SocketCalls.sendmmsg(fd, batch.toSend(from, count), count);
    if (sent >= 0) {
      return sent;
    }
    return switch (-sent) {
      case Errno.EAGAIN, Errno.EINTR, Errno.ENOBUFS -> 0;
      case Errno.ENETDOWN -> LINK_DOWN;
      default -> throw new LinuxException("sendmmsg", -sent, "send frames on " + name);
    };
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
