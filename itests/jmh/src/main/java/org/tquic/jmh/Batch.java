package org.tquic.jmh;

import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.Transmit;

/** The datagrams that one call of the system would take or give. */
final class Batch {
  private static final int DATAGRAM_BYTES = 2048;

  private final Transmit[] datagrams;
  private int count;

  Batch(int capacity) {
    datagrams = new Transmit[capacity];
    for (int i = 0; i < capacity; i++) {
      datagrams[i] = new Transmit(DATAGRAM_BYTES);
    }
  }

  /** Takes what a connection has to send, as far as there is room; returns how many. */
  int take(Connection from, long nowNs) {
    count = 0;
    while (count < datagrams.length && from.poll(nowNs, datagrams[count])) {
      count++;
    }
    return count;
  }

  int size() {
    return count;
  }

  Transmit at(int index) {
    return datagrams[index];
  }
}
