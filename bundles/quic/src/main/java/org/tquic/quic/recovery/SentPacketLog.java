package org.tquic.quic.recovery;

import java.util.Arrays;

/**
 * The packets of one space that are neither acknowledged nor lost, in order of their numbers: a
 * ring in which an acknowledged packet leaves a hole until it is at the front.
 */
final class SentPacketLog {
  /** Most entries. */
  static final int LIMIT = 1 << 16;

  /** Entries beyond which packets that are not in flight are not kept. */
  static final int UNREQUITED_LIMIT = 1024;

  private static final int INITIAL = 16;

  private SentPacket[] packets = new SentPacket[INITIAL];
  private long[] numbers = new long[INITIAL];
  private long head;
  private long tail;
  private int ackEliciting;
  private int notInFlight;

  /** Whether no packet in flight can be added. */
  boolean isFull() {
    return tail - head == LIMIT;
  }

  /**
   * Adds the packet with the largest number so far.
   *
   * @return false where it is not kept: it carries nothing but acknowledgements, and very many of
   *     those were not answered
   * @throws IllegalStateException for a packet in flight where the log is full
   */
  boolean add(SentPacket packet) {
    if (!packet.inFlight) {
      if (isFull() || notInFlight >= UNREQUITED_LIMIT) {
        return false;
      }
      notInFlight++;
    }
    if (tail - head == packets.length) {
      grow();
    }
    int slot = slot(tail++);
    packets[slot] = packet;
    numbers[slot] = packet.packetNumber;
    if (packet.ackEliciting) {
      ackEliciting++;
    }
    return true;
  }

  private void grow() {
    if (isFull()) {
      throw new IllegalStateException(LIMIT + " packets are under way, none can be added");
    }
    int old = packets.length;
    SentPacket[] morePackets = Arrays.copyOf(packets, 2 * old);
    long[] moreNumbers = new long[2 * old];
    for (long i = head; i < tail; i++) {
      int to = (int) i & 2 * old - 1;
      morePackets[to] = packets[slot(i)];
      moreNumbers[to] = numbers[slot(i)];
    }
    packets = morePackets;
    numbers = moreNumbers;
  }

  private int slot(long index) {
    return (int) index & packets.length - 1;
  }

  /** Index of the first entry. */
  long head() {
    return head;
  }

  /** Index after the last entry. */
  long tail() {
    return tail;
  }

  /** The packet of an entry, null for a hole. */
  SentPacket at(long index) {
    return packets[slot(index)];
  }

  /** The packet number of an entry, also of a hole. */
  long numberAt(long index) {
    return numbers[slot(index)];
  }

  /** Index of the first entry with this number or a larger one. */
  long indexOf(long packetNumber) {
    long low = head;
    long high = tail;
    while (low < high) {
      long middle = low + high >>> 1;
      if (numbers[slot(middle)] < packetNumber) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Takes a packet out, which leaves a hole. */
  SentPacket take(long index) {
    int slot = slot(index);
    SentPacket packet = packets[slot];
    packets[slot] = null;
    if (packet.ackEliciting) {
      ackEliciting--;
    }
    if (!packet.inFlight) {
      notInFlight--;
    }
    return packet;
  }

  /** Drops the hole at the front. */
  void dropFirst() {
    head++;
  }

  /** Ack-eliciting packets under way. */
  int ackEliciting() {
    return ackEliciting;
  }

  /** The first ack-eliciting packet, or null. */
  SentPacket firstAckEliciting() {
    for (long i = head; ackEliciting > 0 && i < tail; i++) {
      SentPacket packet = at(i);
      if (packet != null && packet.ackEliciting) {
        return packet;
      }
    }
    return null;
  }
}
