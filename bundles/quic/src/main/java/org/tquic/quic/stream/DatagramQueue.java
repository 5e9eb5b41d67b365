package org.tquic.quic.stream;

import java.util.Objects;
import org.tquic.quic.wire.VarInt;
import org.tquic.quic.wire.WireWriter;

/**
 * Payloads of DATAGRAM frames, RFC 9221, to be sent or to be read by the application: first in,
 * first out, bounded by count, bytes and age. One queue serves one direction.
 */
public final class DatagramQueue {
  private final DatagramLimits limits;

  /** A ring of a power of two; entries are used again. */
  private Datagram[] ring = new Datagram[0];

  private int first;
  private int size;
  private int bytes;
  private long nextNumber;
  private long droppedFull;
  private long droppedLate;
  private long droppedTooLarge;

  /** An empty queue. */
  public DatagramQueue(DatagramLimits limits) {
    this.limits = limits;
  }

  /**
   * Puts a copy of a datagram in.
   *
   * @param flowHash hash of the flow that it belongs to
   * @param trafficClass any number for the scheduler to tell classes apart
   * @param deadlineNs when it is of no use any more; {@link Long#MAX_VALUE} for never
   * @return whether it is in; the queue may be too full, or too small for it
   */
  public boolean offer(
      byte[] source,
      int from,
      int length,
      int flowHash,
      int trafficClass,
      long deadlineNs,
      long nowNs) {
    Objects.checkFromIndexSize(from, length, source.length);
    expire(nowNs);
    if (!makeRoom(length)) {
      droppedFull++;
      return false;
    }
    if (size == ring.length) {
      grow();
    }
    int at = slot(size);
    if (ring[at] == null) {
      ring[at] = new Datagram();
    }
    ring[at].set(source, from, length, nextNumber++, nowNs);
    ring[at].label(flowHash, trafficClass, deadlineNs);
    size++;
    bytes += length;
    return true;
  }

  /**
   * Puts a copy of a datagram in that belongs to no flow and is of use for as long as it may stay.
   */
  public boolean offer(byte[] source, int from, int length, long nowNs) {
    return offer(source, from, length, 0, 0, Datagram.NO_DEADLINE, nowNs);
  }

  /** Drops what is too old or past its deadline, from the front on; returns how many. */
  public int expire(long nowNs) {
    int count = 0;
    while (size > 0 && isLate(ring[first], nowNs)) {
      removeFirst();
      count++;
    }
    droppedLate += count;
    return count;
  }

  /** The first datagram, or null. */
  public Datagram peek() {
    return size == 0 ? null : ring[first];
  }

  /** Bytes of the first datagram's payload, or -1. */
  public int nextLength() {
    return size == 0 ? -1 : ring[first].length();
  }

  /** Fewest bytes that {@link #fill} needs, or -1. */
  public int nextFrameLength() {
    int length = nextLength();
    return length < 0 ? -1 : 1 + length;
  }

  /**
   * Takes the first datagram out by writing it as a DATAGRAM frame; without a length, and so the
   * packet's last, where there is no room for one (RFC 9221 section 4).
   *
   * @param sent is told of it
   * @return false, and nothing is done, when there is none or it does not fit
   */
  public boolean fill(WireWriter out, SentFrames sent) {
    int needed = nextFrameLength();
    if (needed < 0 || needed > out.remaining()) {
      return false;
    }
    Datagram datagram = ring[first];
    int spare = out.remaining() - needed;
    if (spare >= VarInt.length(datagram.length())) {
      out.u8(FrameSink.DATAGRAM_LENGTH);
      out.varInt(datagram.length());
    } else {
      out.zeroes(spare);
      out.u8(FrameSink.DATAGRAM);
    }
    out.bytes(datagram.data(), 0, datagram.length());
    sent.add(StreamFrameKind.DATAGRAM, datagram.number(), datagram.length(), 0);
    removeFirst();
    return true;
  }

  /**
   * Takes the first datagram out by copying it.
   *
   * @return its bytes, or -1 when there is none
   * @throws IndexOutOfBoundsException when it does not fit; it stays then
   */
  public int poll(byte[] target, int to) {
    if (size == 0) {
      return -1;
    }
    int length = ring[first].length();
    Objects.checkFromIndexSize(to, length, target.length);
    System.arraycopy(ring[first].data(), 0, target, to, length);
    removeFirst();
    return length;
  }

  /** Drops the first datagram, if there is one: no packet can carry it. */
  public void dropFirst() {
    if (size > 0) {
      droppedTooLarge++;
      removeFirst();
    }
  }

  /** Datagrams in the queue. */
  public int size() {
    return size;
  }

  /** Bytes of payload in the queue. */
  public int bytes() {
    return bytes;
  }

  /** Datagrams ever refused or pushed out because the queue was full. */
  public long droppedFull() {
    return droppedFull;
  }

  /** Datagrams ever dropped for age or deadline. */
  public long droppedLate() {
    return droppedLate;
  }

  /** Datagrams ever dropped because they fit into no packet any more. */
  public long droppedTooLarge() {
    return droppedTooLarge;
  }

  private boolean isLate(Datagram datagram, long nowNs) {
    return nowNs - datagram.enqueuedNs() >= limits.maxAgeNs()
        || datagram.deadlineNs() != Datagram.NO_DEADLINE && nowNs - datagram.deadlineNs() >= 0;
  }

  private boolean makeRoom(int length) {
    if (length > limits.maxBytes()) {
      return false;
    }
    while (size == limits.maxCount() || length > limits.maxBytes() - bytes) {
      if (!limits.dropOldest()) {
        return false;
      }
      removeFirst();
      droppedFull++;
    }
    return true;
  }

  private void removeFirst() {
    bytes -= ring[first].length();
    ring[first].free();
    first = slot(1);
    size--;
  }

  private void grow() {
    Datagram[] larger = new Datagram[Math.max(16, 2 * size)];
    for (int i = 0; i < size; i++) {
      larger[i] = ring[slot(i)];
    }
    ring = larger;
    first = 0;
  }

  private int slot(int index) {
    return (first + index) & (ring.length - 1);
  }
}
