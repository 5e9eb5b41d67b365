package org.tquic.bond.reorder;

import io.netty.buffer.ByteBuf;

/**
 * Puts the packets of one flow bucket back in order. A packet that is ahead of a gap waits until
 * the gap is filled or its hold time is over; a packet that comes after its gap was given up is
 * delivered late rather than lost; one that came before is dropped.
 */
final class ResequencingBuffer {
  /** Farthest a packet may be ahead of the next one wanted. */
  static final int WINDOW = RecentNumbers.WINDOW;

  private static final int INITIAL = 64;

  private ByteBuf[] waiting = new ByteBuf[INITIAL];
  private long[] arrivedNs = new long[INITIAL];

  /** Of the last numbers below {@code next}, those delivered. */
  private final RecentNumbers delivered = new RecentNumbers();

  private long next;
  private long highest = -1;
  private int held;
  private int heldBytes;
  private long gapSinceNs;

  int held() {
    return held;
  }

  int heldBytes() {
    return heldBytes;
  }

  long expected() {
    return Math.max(next, highest + 1);
  }

  /** When the gap at the front was seen; only while packets are held. */
  long gapSinceNs() {
    return gapSinceNs;
  }

  /** Takes one packet, delivers what is in order now. */
  void add(long sequence, ByteBuf packet, Resequencer.Delivery out, long nowNs) {
    if (sequence < next) {
      addLate(sequence, packet, out, nowNs);
      return;
    }
    while (sequence >= next + WINDOW) {
      // Far ahead: what is missing at the front will not be waited for any longer.
      skipFront(out);
      if (held == 0 && sequence >= next + WINDOW) {
        out.onGivenUp(sequence - next);
        jumpTo(sequence);
      }
    }
    if (sequence == next) {
      boolean filledGap = held > 0;
      deliver(packet, out);
      if (filledGap) {
        out.onGapFilled(nowNs - gapSinceNs, nowNs);
        deliverRun(out, nowNs);
      }
      highest = Math.max(highest, next - 1);
      return;
    }
    hold(sequence, packet, out, nowNs);
  }

  private void addLate(long sequence, ByteBuf packet, Resequencer.Delivery out, long nowNs) {
    if (sequence < next - WINDOW || delivered.contains(sequence)) {
      packet.release();
      out.onDuplicate();
      return;
    }
    delivered.set(sequence, true);
    out.onLate(nowNs);
    out.deliver(packet);
  }

  private void hold(long sequence, ByteBuf packet, Resequencer.Delivery out, long nowNs) {
    while (sequence - next >= waiting.length) {
      grow();
    }
    int slot = (int) sequence & waiting.length - 1;
    if (waiting[slot] != null) {
      packet.release();
      out.onDuplicate();
      return;
    }
    waiting[slot] = packet;
    arrivedNs[slot] = nowNs;
    heldBytes += packet.readableBytes();
    if (held++ == 0) {
      gapSinceNs = nowNs;
    }
    highest = Math.max(highest, sequence);
  }

  private void grow() {
    ByteBuf[] more = new ByteBuf[2 * waiting.length];
    long[] moreNs = new long[2 * waiting.length];
    for (long s = next; s < next + waiting.length; s++) {
      more[(int) s & more.length - 1] = waiting[(int) s & waiting.length - 1];
      moreNs[(int) s & more.length - 1] = arrivedNs[(int) s & waiting.length - 1];
    }
    waiting = more;
    arrivedNs = moreNs;
  }

  private void deliver(ByteBuf packet, Resequencer.Delivery out) {
    delivered.set(next, true);
    next++;
    out.deliver(packet);
  }

  /** Delivers what follows without a gap; notes since when the next gap stands. */
  private void deliverRun(Resequencer.Delivery out, long nowNs) {
    while (held > 0) {
      int slot = (int) next & waiting.length - 1;
      ByteBuf packet = waiting[slot];
      if (packet == null) {
        gapSinceNs = oldestHeldNs(nowNs);
        return;
      }
      waiting[slot] = null;
      held--;
      heldBytes -= packet.readableBytes();
      deliver(packet, out);
    }
  }

  private long oldestHeldNs(long nowNs) {
    for (long s = next; s <= highest; s++) {
      int slot = (int) s & waiting.length - 1;
      if (waiting[slot] != null) {
        return arrivedNs[slot];
      }
    }
    return nowNs;
  }

  /** Gives up the gaps that have stood for the hold time. */
  void expire(long holdNs, Resequencer.Delivery out, long nowNs) {
    while (held > 0 && nowNs - gapSinceNs >= holdNs) {
      skipFront(out);
    }
  }

  /** Moves to the first held packet and delivers it with all that follows it at once. */
  private void skipFront(Resequencer.Delivery out) {
    if (held == 0) {
      return;
    }
    while (waiting[(int) next & waiting.length - 1] == null) {
      delivered.set(next, false);
      next++;
      out.onGivenUp(1);
    }
    deliverRun(out, gapSinceNs);
  }

  private void jumpTo(long sequence) {
    long from = Math.max(next, sequence - WINDOW);
    for (long s = from; s < sequence; s++) {
      delivered.set(s, false);
    }
    next = sequence;
  }

  void clear() {
    for (int i = 0; i < waiting.length; i++) {
      if (waiting[i] != null) {
        waiting[i].release();
        waiting[i] = null;
      }
    }
    held = 0;
    heldBytes = 0;
  }
}
