package org.tquic.linux.socket;

import java.net.InetSocketAddress;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;

/**
 * Sends datagrams by one socket, in order and many per system call: sendmmsg(2), and UDP_SEGMENT
 * for datagrams of one length to one address. What the kernel has no room for is kept. Not
 * thread-safe.
 *
 * <p>Where the kernel takes no groups after all, as on devices without checksum offload, they are
 * sent as single datagrams and none is lost. An error is tried again once, for the kernel tells the
 * ICMP error of an earlier datagram at the next one, which it does not send then.
 */
public final class UdpSendQueue implements AutoCloseable {
  /** How a flush ended. */
  public enum Result {
    /** Nothing is left. */
    DONE,

    /** The socket's buffer is full; poll for room. */
    FULL,

    /** A queue below or memory is full, which cannot be polled for; try again soon. */
    CONGESTED
  }

  private static final int MAX_GROUPS = 128;
  private static final int PAYLOAD_BYTES = 256 << 10;

  private final SendMessages messages;
  private final SendGroup[] groups = new SendGroup[MAX_GROUPS];
  private boolean grouping;
  private int first;
  private int count;
  private int offered;
  private int payloadBytes;
  private int encoded;
  private boolean retried;
  private LinuxException error;

  /** A queue with memory of its own, about 300 KiB; the socket must outlive its use. */
  public UdpSendQueue(LinuxUdpSocket socket) {
    this.messages = new SendMessages(socket, MAX_GROUPS, PAYLOAD_BYTES);
    this.grouping = socket.sendsGroups();
    for (int i = 0; i < MAX_GROUPS; i++) {
      groups[i] = new SendGroup();
      groups[i].begin(null, null, 0, 0, 0);
    }
  }

  /** Whether datagrams still go in groups. */
  public boolean grouping() {
    return grouping;
  }

  /**
   * Takes a copy of a datagram.
   *
   * @param local own address to send from, which matters on wildcard sockets; itself a wildcard
   *     where the kernel chooses
   * @param remote the peer's address; that of a connected socket is not looked at
   * @param ecn codepoint for the IP header, 0 to 3
   * @return false when there is no room before the next flush
   */
  public boolean add(
      InetSocketAddress local,
      InetSocketAddress remote,
      int ecn,
      byte[] array,
      int offset,
      int length) {
    if (payloadBytes + length > PAYLOAD_BYTES) {
      return false;
    }
    SendGroup last = count > offered ? groups[count - 1] : null;
    if (grouping && last != null && last.isFor(local, remote, ecn) && last.takes(length)) {
      last.append(length);
    } else if (count == MAX_GROUPS) {
      return false;
    } else if (!messages.reachable(local.getAddress(), remote.getAddress())) {
      failed(Errno.EAFNOSUPPORT, local, remote);
      return true;
    } else {
      begin(local, remote, ecn, length);
    }
    messages.payload(array, offset, length, payloadBytes);
    payloadBytes += length;
    return true;
  }

  private void begin(InetSocketAddress local, InetSocketAddress remote, int ecn, int length) {
    int entry = count++;
    SendGroup known = groups[encoded];
    boolean same = known.isFor(local, remote, ecn);
    int controlBytes = known.controlBytes();
    SendGroup group = groups[entry];
    group.begin(local, remote, ecn, payloadBytes, length);
    if (!same) {
      controlBytes = messages.address(entry, local, remote, ecn);
    } else if (entry != encoded) {
      messages.copyAddress(encoded, entry, controlBytes);
    }
    encoded = entry;
    group.setControlBytes(controlBytes);
  }

  /** Sends what was taken, as far as the kernel has room. */
  public Result flush() {
    for (; offered < count; offered++) {
      messages.complete(offered, groups[offered]);
    }
    while (first < count) {
      int sent = messages.send(first, run());
      if (sent > 0) {
        accepted(sent);
        continue;
      }
      switch (-sent) {
        case Errno.EINTR -> {}
        case Errno.EAGAIN -> {
          return Result.FULL;
        }
        case Errno.ENOBUFS, Errno.ENOMEM -> {
          return Result.CONGESTED;
        }
        default -> refused(-sent);
      }
    }
    first = 0;
    count = 0;
    offered = 0;
    payloadBytes = 0;
    return Result.DONE;
  }

  /** Entries for the next call: a group that was cut goes alone, for its entry is used again. */
  private int run() {
    int end = first + 1;
    if (!groups[first].isCut()) {
      while (end < count && !groups[end].isCut()) {
        end++;
      }
    }
    return end - first;
  }

  private void accepted(int sent) {
    retried = false;
    SendGroup group = groups[first];
    if (!group.isCut()) {
      first += sent;
      return;
    }
    if (group.refusal() == Errno.EINVAL) {
      // Datagrams like this one go, so it is groups that the kernel does not take.
      stopGrouping();
    }
    skipDatagram(group);
  }

  private void refused(int errno) {
    if (!retried) {
      retried = true;
      return;
    }
    retried = false;
    SendGroup group = groups[first];
    boolean tooLong = errno == Errno.EMSGSIZE;
    if (!group.isCut() && group.segments() > 1 && errno == Errno.EIO) {
      stopGrouping();
    } else if (!group.isCut() && group.segments() > 1 && (tooLong || errno == Errno.EINVAL)) {
      cut(first, errno);
    } else if (group.isCut() && tooLong) {
      skipDatagram(group);
    } else {
      if (!tooLong) {
        failed(errno, group.local(), group.remote());
      }
      // What fails for another reason than its length fails for the rest of the group too.
      first++;
    }
  }

  private void skipDatagram(SendGroup group) {
    group.advance();
    if (group.segments() == 0) {
      first++;
    } else {
      messages.complete(first, group);
    }
  }

  private void stopGrouping() {
    grouping = false;
    for (int i = first; i < count; i++) {
      if (!groups[i].isCut() && groups[i].segments() > 1) {
        cut(i, 0);
      }
    }
  }

  private void cut(int entry, int errno) {
    groups[entry].cut(errno);
    messages.complete(entry, groups[entry]);
  }

  private void failed(int errno, InetSocketAddress local, InetSocketAddress remote) {
    if (error == null) {
      String attempted = "send a datagram from " + local + " to " + remote;
      error = new LinuxException("sendmmsg", errno, attempted);
    }
  }

  /** The first error since this was asked before, null without one. */
  public LinuxException takeError() {
    LinuxException taken = error;
    error = null;
    return taken;
  }

  /** Frees the memory of the queue; what it holds is lost. */
  @Override
  public void close() {
    messages.close();
  }
}
