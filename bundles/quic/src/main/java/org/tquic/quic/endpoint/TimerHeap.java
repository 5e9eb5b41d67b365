package org.tquic.quic.endpoint;

import java.util.Arrays;

/** Connections by the time at which they are due: a binary heap whose elements know their place. */
final class TimerHeap {
  private static final int INITIAL_CAPACITY = 16;

  private HostedConnection[] heap = new HostedConnection[INITIAL_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  /** The one that is due first, or null. */
  HostedConnection first() {
    return size == 0 ? null : heap[0];
  }

  /** When the first is due. */
  long nextTimeoutNs() {
    return size == 0 ? HostedConnection.NEVER : heap[0].timeoutNs;
  }

  /** Sets when a connection is due; {@link HostedConnection#NEVER} takes it out. */
  void set(HostedConnection host, long timeoutNs) {
    if (timeoutNs == HostedConnection.NEVER) {
      remove(host);
      return;
    }
    if (host.heapIndex < 0) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, 2 * size);
      }
      place(host, size++);
    }
    host.timeoutNs = timeoutNs;
    restore(host);
  }

  void remove(HostedConnection host) {
    int hole = host.heapIndex;
    if (hole < 0) {
      return;
    }
    host.heapIndex = -1;
    host.timeoutNs = HostedConnection.NEVER;
    HostedConnection last = heap[--size];
    heap[size] = null;
    if (hole < size) {
      place(last, hole);
      restore(last);
    }
  }

  private void restore(HostedConnection host) {
    up(host);
    down(host);
  }

  private void up(HostedConnection host) {
    int index = host.heapIndex;
    while (index > 0 && heap[(index - 1) / 2].timeoutNs > host.timeoutNs) {
      place(heap[(index - 1) / 2], index);
      index = (index - 1) / 2;
    }
    place(host, index);
  }

  private void down(HostedConnection host) {
    int index = host.heapIndex;
    int child;
    while ((child = 2 * index + 1) < size) {
      if (child + 1 < size && heap[child + 1].timeoutNs < heap[child].timeoutNs) {
        child++;
      }
      if (heap[child].timeoutNs >= host.timeoutNs) {
        break;
      }
      place(heap[child], index);
      index = child;
    }
    place(host, index);
  }

  private void place(HostedConnection host, int index) {
    heap[index] = host;
    host.heapIndex = index;
  }
}
