package org.tquic.linux.socket;

import java.net.InetSocketAddress;

/**
 * Datagrams in a row that one entry of sendmmsg(2) carries: to one address, with one ECN codepoint,
 * and all of one length but the last, which may be shorter (UDP_SEGMENT). Its payload is
 * contiguous.
 */
final class SendGroup {
  /** What every kernel that has UDP_SEGMENT takes. */
  private static final int MAX_SEGMENTS = 64;

  /** Less than the largest UDP payload by room for whatever headers the packet gets. */
  private static final int MAX_BYTES = 65_000;

  private InetSocketAddress local;
  private InetSocketAddress remote;
  private int ecn;
  private long offset;
  private int bytes;
  private int segmentBytes;
  private int segments;
  private int controlBytes;
  private int refusal;
  private boolean cut;

  /** Starts with a datagram whose payload is at an offset. */
  void begin(InetSocketAddress local, InetSocketAddress remote, int ecn, long offset, int length) {
    this.local = local;
    this.remote = remote;
    this.ecn = ecn;
    this.offset = offset;
    bytes = length;
    segmentBytes = length;
    segments = 1;
    refusal = 0;
    cut = false;
  }

  /** Whether it has these addresses and this codepoint. */
  boolean isFor(InetSocketAddress local, InetSocketAddress remote, int ecn) {
    return this.ecn == ecn && same(this.remote, remote) && same(this.local, local);
  }

  private static boolean same(InetSocketAddress one, InetSocketAddress other) {
    return one == other || one != null && one.equals(other);
  }

  /** Whether a datagram of this length can follow. */
  boolean takes(int length) {
    boolean full = bytes == segments * segmentBytes;
    return full
        && length > 0
        && length <= segmentBytes
        && segments < MAX_SEGMENTS
        && bytes + length <= MAX_BYTES;
  }

  /** Takes a datagram whose payload follows. */
  void append(int length) {
    bytes += length;
    segments++;
  }

  /** From now on its datagrams go singly, for the kernel refused the group with this error. */
  void cut(int errno) {
    cut = true;
    refusal = errno;
  }

  /** Leaves out the first datagram, which was sent or dropped. */
  void advance() {
    int first = firstBytes();
    offset += first;
    bytes -= first;
    segments--;
    refusal = 0;
  }

  /** Bytes of control messages without the one that asks the kernel to cut. */
  int controlBytes() {
    return controlBytes;
  }

  void setControlBytes(int bytes) {
    controlBytes = bytes;
  }

  InetSocketAddress local() {
    return local;
  }

  InetSocketAddress remote() {
    return remote;
  }

  long offset() {
    return offset;
  }

  int bytes() {
    return bytes;
  }

  int segmentBytes() {
    return segmentBytes;
  }

  int segments() {
    return segments;
  }

  /** Bytes of the first datagram. */
  int firstBytes() {
    return Math.min(segmentBytes, bytes);
  }

  boolean isCut() {
    return cut;
  }

  /** The error that cut it, as long as none of its datagrams went or was dropped; else 0. */
  int refusal() {
    return refusal;
  }
}
