package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.tquic.linux.internal.SocketCalls;

/**
 * Send groups as sendmmsg(2) takes them: the addresses, control messages and lengths of entries.
 */
final class SendMessages implements AutoCloseable {
  private final LinuxUdpSocket socket;
  private final MessageVector messages;
  private final int nameBytes;

  SendMessages(LinuxUdpSocket socket, int capacity, int payloadBytes) {
    this.socket = socket;
    this.messages = new MessageVector(capacity, payloadBytes);
    this.nameBytes = socket.connected() ? 0 : SocketAddresses.bytes(socket.family());
  }

  /** Whether the socket can send from and to addresses of these families. */
  boolean reachable(InetAddress local, InetAddress remote) {
    return SocketAddresses.fits(socket.family(), remote)
        && (!named(local) || local instanceof Inet4Address == remote instanceof Inet4Address);
  }

  /** Whether the kernel has to be told to send from an address. */
  private boolean named(InetAddress local) {
    return socket.wildcard() && !local.isAnyLocalAddress();
  }

  /** Writes addresses and codepoint to an entry; returns the bytes of its control messages. */
  int address(int entry, InetSocketAddress local, InetSocketAddress remote, int ecn) {
    messages.setNameLength(entry, nameBytes);
    if (nameBytes > 0) {
      long name = MessageVector.name(entry);
      SocketAddresses.write(messages.names(), name, socket.family(), remote);
    }
    boolean ipv4 = remote.getAddress() instanceof Inet4Address;
    MemorySegment controls = messages.controls();
    long start = MessageVector.control(entry);
    long at = start;
    if (ecn != 0) {
      at += ControlMessages.putEcn(controls, at, ipv4, ecn);
    }
    if (named(local.getAddress())) {
      at += ControlMessages.putSource(controls, at, ipv4, local.getAddress());
    }
    return (int) (at - start);
  }

  /** Gives an entry the addresses and codepoint of another. */
  void copyAddress(int from, int to, int controlBytes) {
    messages.setNameLength(to, nameBytes);
    MemorySegment names = messages.names();
    long target = MessageVector.name(to);
    MemorySegment.copy(names, MessageVector.name(from), names, target, nameBytes);
    MemorySegment controls = messages.controls();
    target = MessageVector.control(to);
    MemorySegment.copy(controls, MessageVector.control(from), controls, target, controlBytes);
  }

  /** Copies a payload to an offset of the memory of all payloads. */
  void payload(byte[] array, int offset, int length, long to) {
    MemorySegment.copy(array, offset, messages.payload(), JAVA_BYTE, to, length);
  }

  /** Sets the lengths of an entry to those of its group, or of the group's first datagram. */
  void complete(int entry, SendGroup group) {
    boolean whole = !group.isCut() && group.segments() > 1;
    int control = group.controlBytes();
    if (whole) {
      long at = MessageVector.control(entry) + control;
      ControlMessages.putSegmentBytes(messages.controls(), at, group.segmentBytes());
      control += ControlMessages.SEGMENT_SPACE;
    }
    messages.setControlLength(entry, control);
    messages.setBuffer(entry, group.offset(), whole ? group.bytes() : group.firstBytes());
  }

  /** Hands entries to the kernel; the number it took, or the negated error number. */
  int send(int first, int count) {
    return SocketCalls.sendmmsg(socket.fd(), messages.from(first), count);
  }

  @Override
  public void close() {
    messages.close();
  }
}
