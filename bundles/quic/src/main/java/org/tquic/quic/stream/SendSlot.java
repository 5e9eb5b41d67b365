package org.tquic.quic.stream;

/** A stream's place in one {@link SendQueue}. */
final class SendSlot {
  final Stream stream;

  /** Index in a heap, or -1. */
  int heapIndex = -1;

  /** Neighbours in a ring, or null. */
  SendSlot previous;

  SendSlot next;

  SendSlot(Stream stream) {
    this.stream = stream;
  }

  boolean isQueued() {
    return heapIndex >= 0 || next != null;
  }
}
