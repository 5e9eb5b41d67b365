package org.tquic.quic.netty;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Received DATAGRAM payloads that the pipeline has not seen yet, with the paths they came by. */
final class DatagramInbox {
  private static final int INITIAL_CAPACITY = 16;

  /** Beyond it the newest are dropped; a packet holds some hundreds at most. */
  private static final int MAX_DATAGRAMS = 4096;

  // Rings of a power of two.
  private ByteBuf[] payloads = new ByteBuf[INITIAL_CAPACITY];
  private long[] pathIds = new long[INITIAL_CAPACITY];

  private int first;
  private int size;

  /** Takes a payload over; releases it when full. */
  void add(ByteBuf payload, long pathId) {
    if (size == MAX_DATAGRAMS) {
      payload.release();
      return;
    }
    if (size == payloads.length) {
      grow();
    }
    int at = first + size & payloads.length - 1;
    payloads[at] = payload;
    pathIds[at] = pathId;
    size++;
  }

  private void grow() {
    int capacity = payloads.length;
    ByteBuf[] grownPayloads = Arrays.copyOfRange(payloads, first, first + 2 * capacity);
    long[] grownPathIds = Arrays.copyOfRange(pathIds, first, first + 2 * capacity);
    System.arraycopy(payloads, 0, grownPayloads, capacity - first, first);
    System.arraycopy(pathIds, 0, grownPathIds, capacity - first, first);
    payloads = grownPayloads;
    pathIds = grownPathIds;
    first = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The path by which the first one came. */
  long pathId() {
    return pathIds[first];
  }

  /** Hands the first one out. */
  ByteBuf poll() {
    ByteBuf payload = payloads[first];
    payloads[first] = null;
    first = first + 1 & payloads.length - 1;
    size--;
    return payload;
  }

  void clear() {
    while (!isEmpty()) {
      poll().release();
    }
  }
}
