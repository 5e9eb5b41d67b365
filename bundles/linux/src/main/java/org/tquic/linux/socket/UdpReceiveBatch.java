package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.function.BiFunction;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.internal.SocketCalls;

/**
 * Receives datagrams of one socket, many per system call (recvmmsg(2)). A message is one datagram,
 * or several of one flow and of the same ECN codepoint in a row: all of {@link #segmentBytes} but
 * the last, which may be shorter. Receiving allocates nothing but an object per new combination of
 * addresses. Not thread-safe.
 *
 * @param <P> what stands for a combination of addresses
 */
public final class UdpReceiveBatch<P> implements AutoCloseable {
  /** Most bytes of a message, and so the array that takes any. */
  public static final int MAX_MESSAGE_BYTES = 1 << 16;

  private static final int GROUP_MESSAGES = 16;
  private static final int SINGLE_MESSAGES = 64;
  private static final int ECN_MASK = 3;

  private final LinuxUdpSocket socket;
  private final BiFunction<InetSocketAddress, InetSocketAddress, P> paths;
  private final MessageVector messages;
  private final long stride;
  private final int[] segmentBytes;
  private final int[] ecn;
  private final long[] information;
  private final AddressCache<P> cache = new AddressCache<>();
  private final long[] key = new long[AddressCache.KEY_WORDS];
  private int stale;
  private long truncated;

  /**
   * A batch with memory of its own: 1 MiB where the kernel joins datagrams, else for 64 datagrams.
   *
   * @param socket the socket, which must outlive the batch's use
   * @param maxUdpPayload most bytes of a datagram, 1 to 65527; longer ones may be dropped
   * @param paths makes what stands for an own and a peer's address
   */
  public UdpReceiveBatch(
      LinuxUdpSocket socket,
      int maxUdpPayload,
      BiFunction<InetSocketAddress, InetSocketAddress, P> paths) {
    this.socket = socket;
    this.paths = paths;
    int capacity = socket.receivesGroups() ? GROUP_MESSAGES : SINGLE_MESSAGES;
    int bytes = socket.receivesGroups() ? MAX_MESSAGE_BYTES : maxUdpPayload;
    this.stride = (bytes + 63L) & ~63L;
    this.messages = new MessageVector(capacity, stride * capacity);
    this.segmentBytes = new int[capacity];
    this.ecn = new int[capacity];
    this.information = new long[capacity];
    for (int i = 0; i < capacity; i++) {
      messages.setBuffer(i, i * stride, bytes);
    }
    this.stale = capacity;
  }

  /** Most messages of one call. */
  public int capacity() {
    return messages.capacity();
  }

  /**
   * Receives what is waiting; the messages of the call before are gone.
   *
   * @return number of messages, fewer than {@link #capacity} when none is left
   * @throws LinuxException an error of an earlier datagram of a connected socket, such as
   *     ECONNREFUSED, or of the socket itself
   */
  public int receive() {
    int room = SocketAddresses.bytes(socket.family());
    for (int i = 0; i < stale; i++) {
      messages.setNameLength(i, room);
      messages.setControlLength(i, MessageVector.CONTROL_BYTES);
    }
    stale = 0;
    int count = SocketCalls.recvmmsg(socket.fd(), messages.from(0), capacity());
    if (count < 0) {
      return switch (-count) {
        // A router that says a datagram was too long: the sender's search for the MTU finds out.
        case Errno.EAGAIN, Errno.EINTR, Errno.EMSGSIZE -> 0;
        default ->
            throw new LinuxException("recvmmsg", -count, "receive at " + socket.localAddress());
      };
    }
    stale = count;
    for (int i = 0; i < count; i++) {
      readControl(i);
      if (messages.truncated(i)) {
        truncated++;
      }
    }
    return count;
  }

  private void readControl(int message) {
    segmentBytes[message] = messages.length(message);
    ecn[message] = 0;
    information[message] = -1;
    MemorySegment controls = messages.controls();
    long at = MessageVector.control(message);
    long end = at + messages.controlLength(message);
    while (at + ControlMessages.HEADER_BYTES <= end) {
      long length = ControlMessages.length(controls, at);
      long data = at + ControlMessages.HEADER_BYTES;
      if (length < ControlMessages.HEADER_BYTES) {
        break;
      }
      switch (ControlMessages.level(controls, at) << 8 | ControlMessages.type(controls, at)) {
        case ControlMessages.IPPROTO_UDP << 8 | ControlMessages.UDP_GRO ->
            segmentBytes[message] = Math.max(1, controls.get(JAVA_INT, data));
        // IPv4 gives one byte, other than when sending; of IPv6's int this is the lowest.
        case ControlMessages.IPPROTO_IP << 8 | ControlMessages.IP_TOS,
            ControlMessages.IPPROTO_IPV6 << 8 | ControlMessages.IPV6_TCLASS ->
            ecn[message] = controls.get(JAVA_BYTE, data) & ECN_MASK;
        case ControlMessages.IPPROTO_IP << 8 | ControlMessages.IP_PKTINFO,
            ControlMessages.IPPROTO_IPV6 << 8 | ControlMessages.IPV6_PKTINFO ->
            information[message] = at;
        default -> {}
      }
      at += length + 7 & ~7L;
    }
  }

  /** Bytes of a message, 0 when it was truncated. */
  public int length(int message) {
    return messages.truncated(message) ? 0 : messages.length(message);
  }

  /** Bytes of each datagram of a message, but for the last; at least 1 unless it is empty. */
  public int segmentBytes(int message) {
    return segmentBytes[message];
  }

  /** ECN codepoint of all datagrams of a message, 0 to 3. */
  public int ecn(int message) {
    return ecn[message];
  }

  /** Datagrams that were longer than the memory for them, so far. */
  public long truncated() {
    return truncated;
  }

  /** Copies a message to the start of an array of {@value #MAX_MESSAGE_BYTES} bytes. */
  public void copy(int message, byte[] target) {
    MemorySegment.copy(messages.payload(), JAVA_BYTE, message * stride, target, 0, length(message));
  }

  /** What stands for the addresses of a message: the same object as before, if still known. */
  public P path(int message) {
    readKey(message);
    P path = cache.find(key);
    if (path == null) {
      path = paths.apply(local(message), remote(message));
      cache.put(key, path);
    }
    return path;
  }

  /** The peer's address, the zone it is valid in, and the own address, as they are in memory. */
  private void readKey(int message) {
    MemorySegment names = messages.names();
    long name = MessageVector.name(message);
    boolean ipv6 = socket.family() == SocketCalls.AF_INET6;
    key[0] =
        ipv6
            ? names.get(JAVA_SHORT, name + SocketAddresses.PORT_OFFSET)
            : names.get(JAVA_LONG, name);
    key[1] = ipv6 ? names.get(JAVA_LONG, name + SocketAddresses.IPV6_OFFSET) : 0;
    key[2] = ipv6 ? names.get(JAVA_LONG, name + SocketAddresses.IPV6_OFFSET + 8) : 0;
    key[3] = ipv6 ? names.get(JAVA_INT, name + SocketAddresses.SCOPE_OFFSET) : 0;
    long info = information[message];
    key[4] = info < 0 ? 0 : ControlMessages.destinationFirst(messages.controls(), info);
    key[5] = info < 0 ? 0 : ControlMessages.destinationSecond(messages.controls(), info);
  }

  private InetSocketAddress remote(int message) {
    return SocketAddresses.read(messages.names(), MessageVector.name(message));
  }

  private InetSocketAddress local(int message) {
    InetSocketAddress bound = socket.localAddress();
    return information[message] < 0
        ? bound
        : new InetSocketAddress(
            ControlMessages.destination(messages.controls(), information[message]),
            bound.getPort());
  }

  /** Frees the memory of the batch. */
  @Override
  public void close() {
    messages.close();
  }
}
