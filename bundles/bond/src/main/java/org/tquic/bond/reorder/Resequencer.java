package org.tquic.bond.reorder;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.tquic.bond.wire.DataHeader;
import org.tquic.bond.wire.SequenceNumbers;

/** Re-orders the packets of all flow buckets of one bond, each bucket for itself. */
public final class Resequencer {
  private final ResequencingBuffer[] buckets = new ResequencingBuffer[DataHeader.BUCKETS];
  private final Duplicates unordered = new Duplicates();
  private final List<ResequencingBuffer> holding = new ArrayList<>();
  private final HoldTime holdTime = new HoldTime();
  private final int maxHeldBytes;
  private final Delivery delivery;

  private int heldBytes;
  private long late;
  private long givenUp;
  private long duplicates;

  /**
   * An empty one.
   *
   * @param maxHeldBytes bound on all packets held; beyond it the oldest gaps are given up
   * @param output where packets go, in order within each bucket
   */
  public Resequencer(int maxHeldBytes, Output output) {
    this.maxHeldBytes = maxHeldBytes;
    this.delivery = new Delivery(output);
  }

  /** Takes ownership of packets in order. */
  @FunctionalInterface
  public interface Output {
    /** The next packet. */
    void deliver(ByteBuf packet);
  }

  /** What a bucket's buffer reports. */
  final class Delivery {
    private final Output output;

    private Delivery(Output output) {
      this.output = output;
    }

    void deliver(ByteBuf packet) {
      output.deliver(packet);
    }

    void onGapFilled(long waitedNs, long nowNs) {
      holdTime.onFilled(waitedNs, nowNs);
    }

    void onLate(long nowNs) {
      late++;
      holdTime.onFilled((long) (1.2 * holdTime.currentNs(nowNs)), nowNs);
    }

    void onGivenUp(long count) {
      givenUp += count;
    }

    void onDuplicate() {
      duplicates++;
    }
  }

  /**
   * Takes one packet with the low 32 bits of its place in its bucket; takes ownership.
   *
   * @param bucket of its flow, or {@link DataHeader#UNORDERED}
   */
  public void add(int bucket, int sequenceLow, ByteBuf packet, long nowNs) {
    if (bucket == DataHeader.UNORDERED) {
      addUnordered(sequenceLow, packet);
      return;
    }
    ResequencingBuffer buffer = buckets[bucket];
    if (buffer == null) {
      buffer = new ResequencingBuffer();
      buckets[bucket] = buffer;
    }
    long sequence = SequenceNumbers.expand(sequenceLow, buffer.expected());
    int bytesBefore = buffer.heldBytes();
    boolean heldBefore = buffer.held() > 0;
    buffer.add(sequence, packet, delivery, nowNs);
    heldBytes += buffer.heldBytes() - bytesBefore;
    if (!heldBefore && buffer.held() > 0) {
      holding.add(buffer);
    } else if (heldBefore && buffer.held() == 0) {
      holding.remove(buffer);
    }
    if (heldBytes > maxHeldBytes) {
      expireWith(0, nowNs);
    }
  }

  private void addUnordered(int sequenceLow, ByteBuf packet) {
    if (unordered.isNew(sequenceLow)) {
      delivery.deliver(packet);
    } else {
      duplicates++;
      packet.release();
    }
  }

  /** Sets the time in which a lost packet can be asked for and come again. */
  public void recoveryNs(long timeNs) {
    holdTime.recoveryNs(timeNs);
  }

  /** Gives up the gaps that have stood too long. */
  public void expire(long nowNs) {
    if (!holding.isEmpty()) {
      expireWith(holdTime.currentNs(nowNs), nowNs);
    }
  }

  private void expireWith(long holdNs, long nowNs) {
    for (int i = holding.size() - 1; i >= 0; i--) {
      ResequencingBuffer buffer = holding.get(i);
      int bytesBefore = buffer.heldBytes();
      buffer.expire(holdNs, delivery, nowNs);
      heldBytes += buffer.heldBytes() - bytesBefore;
      if (buffer.held() == 0) {
        holding.remove(i);
      }
    }
  }

  /** When {@link #expire} has work again, or {@link Long#MAX_VALUE}. */
  public long nextExpiryNs(long nowNs) {
    long next = Long.MAX_VALUE;
    if (!holding.isEmpty()) {
      long holdNs = holdTime.currentNs(nowNs);
      for (ResequencingBuffer buffer : holding) {
        next = Math.min(next, buffer.gapSinceNs() + holdNs);
      }
    }
    return next;
  }

  /** Time a missing packet is waited for now. */
  public long holdNs(long nowNs) {
    return holdTime.currentNs(nowNs);
  }

  /** Packets delivered after their gap was given up. */
  public long late() {
    return late;
  }

  /** Packets no longer waited for. */
  public long givenUp() {
    return givenUp;
  }

  /** Packets that came twice. */
  public long duplicates() {
    return duplicates;
  }

  /** Bytes that wait for a gap to be filled. */
  public int heldBytes() {
    return heldBytes;
  }

  /** Releases everything held. */
  public void clear() {
    for (ResequencingBuffer buffer : holding) {
      buffer.clear();
    }
    holding.clear();
    heldBytes = 0;
  }
}
