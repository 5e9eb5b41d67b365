package org.tquic.bond.path;

import java.util.function.Consumer;

/**
 * What one carrier has under way, by carrier sequence number. The carrier itself is unreliable, so
 * feedback tells what arrived; what was overtaken by enough others is held lost (RFC 9002 section
 * 6.1.1).
 */
public final class SentLedger {
  private static final int INITIAL = 256;
  private static final int REORDER_THRESHOLD = 3;

  private SentPacket[] slots = new SentPacket[INITIAL];
  private long base;
  private long next;
  private long largestAcked = -1;
  private long bytesInFlight;

  /** Number that the next packet gets. */
  public long next() {
    return next;
  }

  /** Largest number that the peer has told of, or -1. */
  public long largestAcked() {
    return largestAcked;
  }

  /** Bytes neither acknowledged nor held lost. */
  public long bytesInFlight() {
    return bytesInFlight;
  }

  /** Whether anything is under way. */
  public boolean isEmpty() {
    return bytesInFlight == 0;
  }

  /** Notes a packet as sent under the number {@link #next()}. */
  public void add(SentPacket packet) {
    if (next - base == slots.length) {
      grow();
    }
    slots[slot(next)] = packet;
    next++;
    bytesInFlight += packet.sizeBytes();
  }

  private void grow() {
    SentPacket[] more = new SentPacket[2 * slots.length];
    for (long s = base; s < next; s++) {
      more[(int) s & more.length - 1] = slots[slot(s)];
    }
    slots = more;
  }

  private int slot(long sequence) {
    return (int) sequence & slots.length - 1;
  }

  /** The packet with this number while it is under way, else null. */
  public SentPacket get(long sequence) {
    return sequence >= base && sequence < next ? slots[slot(sequence)] : null;
  }

  /** When the oldest packet under way was sent; only while not empty. */
  public long oldestSentNs() {
    for (long s = base; s < next; s++) {
      if (slots[slot(s)] != null) {
        return slots[slot(s)].sentNs();
      }
    }
    throw new IllegalStateException("nothing is under way");
  }

  /**
   * Takes the numbers from {@code low} to {@code high} as received.
   *
   * @return bytes that were not acknowledged before
   */
  public long acknowledge(long low, long high) {
    long bytes = 0;
    for (long s = Math.max(low, base); s <= Math.min(high, next - 1); s++) {
      SentPacket packet = slots[slot(s)];
      if (packet != null) {
        slots[slot(s)] = null;
        bytes += packet.sizeBytes();
        packet.release();
      }
    }
    if (high < next) {
      largestAcked = Math.max(largestAcked, high);
    }
    bytesInFlight -= bytes;
    advance();
    return bytes;
  }

  /** Hands over what enough later packets have overtaken. */
  public void takeLost(Consumer<SentPacket> lost) {
    for (long s = base; s <= largestAcked - REORDER_THRESHOLD; s++) {
      take(s, lost);
    }
    advance();
  }

  /** Hands over what was sent before this time. */
  public void takeSentBefore(long timeNs, Consumer<SentPacket> lost) {
    for (long s = base; s < next; s++) {
      SentPacket packet = slots[slot(s)];
      if (packet != null && packet.sentNs() >= timeNs) {
        break;
      }
      take(s, lost);
    }
    advance();
  }

  /** Hands over everything under way. */
  public void takeAll(Consumer<SentPacket> stranded) {
    for (long s = base; s < next; s++) {
      take(s, stranded);
    }
    advance();
  }

  private void take(long sequence, Consumer<SentPacket> to) {
    SentPacket packet = slots[slot(sequence)];
    if (packet != null) {
      slots[slot(sequence)] = null;
      bytesInFlight -= packet.sizeBytes();
      to.accept(packet);
    }
  }

  private void advance() {
    while (base < next && slots[slot(base)] == null) {
      base++;
    }
  }
}
