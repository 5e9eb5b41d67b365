package org.tquic.quic.recovery;

import java.util.Arrays;
import org.tquic.quic.wire.AckFrame;

/**
 * Remembers the packets of a space that were declared lost last, to notice when one is acknowledged
 * after all. It takes memory once there is a loss.
 */
final class LostPackets {
  private static final int CAPACITY = 128;
  private static final long FREE = -1;

  private long[] numbers;
  private long[] sentNs;
  private long[] lostNs;
  private int[] bytes;
  private int next;
  private int count;

  /** Notes a loss; of too many the oldest is forgotten. */
  void add(SentPacket packet, long nowNs) {
    if (numbers == null) {
      allocate();
    }
    if (numbers[next] == FREE) {
      count++;
    }
    numbers[next] = packet.packetNumber;
    sentNs[next] = packet.sentNs;
    lostNs[next] = nowNs;
    bytes[next] = packet.bytes;
    next = next + 1 & CAPACITY - 1;
  }

  private void allocate() {
    numbers = new long[CAPACITY];
    Arrays.fill(numbers, FREE);
    sentNs = new long[CAPACITY];
    lostNs = new long[CAPACITY];
    bytes = new int[CAPACITY];
  }

  /** Forgets all. */
  void clear() {
    numbers = null;
    count = 0;
  }

  /** Moves what is acknowledged from here into {@code sample}; whether there was any. */
  boolean takeAcked(AckFrame ack, long nowNs, SpuriousSample sample) {
    if (count == 0) {
      return false;
    }
    sample.begin(nowNs);
    int range = 0;
    for (int back = 1; back <= CAPACITY && count > 0; back++) {
      int slot = next - back & CAPACITY - 1;
      long number = numbers[slot];
      if (number == FREE) {
        continue;
      }
      while (range < ack.rangeCount() && ack.rangeLow(range) > number) {
        range++;
      }
      if (range == ack.rangeCount()) {
        break;
      }
      if (ack.rangeHigh(range) >= number) {
        sample.add(number, sentNs[slot], lostNs[slot], bytes[slot]);
        numbers[slot] = FREE;
        count--;
      }
    }
    return sample.spuriousPackets() > 0;
  }
}
