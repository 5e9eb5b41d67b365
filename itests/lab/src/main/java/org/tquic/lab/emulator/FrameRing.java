package org.tquic.lab.emulator;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Frame numbers with their lengths and times, in order; grows as needed. */
final class FrameRing {
  private int[] numbers;
  private int[] lengths;
  private long[] timesNs;
  private int head;
  private int size;

  FrameRing(int capacity) {
    numbers = new int[capacity];
    lengths = new int[capacity];
    timesNs = new long[capacity];
  }

  boolean isEmpty() {
    return size == 0;
  }

  int headBytes() {
    return lengths[head];
  }

  long headTimeNs() {
    return timesNs[head];
  }

  void add(int number, int bytes, long timeNs) {
    if (size == numbers.length) {
      grow();
    }
    put((head + size) & (numbers.length - 1), number, bytes, timeNs);
    size++;
  }

  /** Adds behind all that are not later; those that are move back by one. */
  void insertByTime(int number, int bytes, long timeNs) {
    add(number, bytes, timeNs);
    int mask = numbers.length - 1;
    int at = head + size - 1;
    while (at > head && timesNs[(at - 1) & mask] > timeNs) {
      int from = (at - 1) & mask;
      put(at & mask, numbers[from], lengths[from], timesNs[from]);
      at--;
    }
    put(at & mask, number, bytes, timeNs);
  }

  int remove() {
    int number = numbers[head];
    head = (head + 1) & (numbers.length - 1);
    size--;
    return number;
  }

  /** Empties it and returns how many frames there were. */
  int clear(IntConsumer release) {
    int cleared = 0;
    while (size > 0) {
      int number = remove();
      if (number != EmulatedLink.NONE) {
        release.accept(number);
        cleared++;
      }
    }
    return cleared;
  }

  private void put(int at, int number, int bytes, long timeNs) {
    numbers[at] = number;
    lengths[at] = bytes;
    timesNs[at] = timeNs;
  }

  private void grow() {
    int old = numbers.length;
    numbers = unrolled(numbers, old);
    lengths = unrolled(lengths, old);
    long[] times = new long[old * 2];
    System.arraycopy(timesNs, head, times, 0, old - head);
    System.arraycopy(timesNs, 0, times, old - head, head);
    timesNs = times;
    head = 0;
  }

  private int[] unrolled(int[] values, int old) {
    int[] result = Arrays.copyOfRange(values, head, head + old * 2);
    System.arraycopy(values, 0, result, old - head, head);
    return result;
  }
}
