package org.tquic.quic.endpoint;

import org.tquic.quic.Ecn;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.WireWriter;

/** Datagrams without a connection that wait to be sent; bounded in number and rate. */
final class AnswerQueue {
  static final int CAPACITY = 64;

  /**
   * The largest is a Version Negotiation packet with two connection IDs of 255 bytes; all are below
   * what a datagram of 1200 bytes may be answered with.
   */
  static final int MAX_BYTES = 576;

  private static final AnswerKind[] KINDS = AnswerKind.values();

  private final byte[][] arrays = new byte[CAPACITY][];
  private final int[] lengths = new int[CAPACITY];
  private final NetworkPath[] networks = new NetworkPath[CAPACITY];
  private final RateLimit[] limits = new RateLimit[KINDS.length];
  private final long[] counts = new long[KINDS.length];
  private final WireWriter writer = new WireWriter();
  private int first;
  private int size;

  AnswerQueue(int perSecond) {
    for (int i = 0; i < limits.length; i++) {
      limits[i] = new RateLimit(perSecond);
    }
  }

  /** Where to write an answer, or null when there may be none now. */
  WireWriter begin(AnswerKind kind, long nowNs) {
    if (size == CAPACITY || !limits[kind.ordinal()].take(nowNs)) {
      return null;
    }
    int slot = (first + size) % CAPACITY;
    if (arrays[slot] == null) {
      arrays[slot] = new byte[MAX_BYTES];
    }
    return writer.reset(arrays[slot], 0, MAX_BYTES);
  }

  /** What was written goes to where the datagram on this path came from. */
  void commit(AnswerKind kind, NetworkPath network) {
    int slot = (first + size++) % CAPACITY;
    lengths[slot] = writer.position();
    networks[slot] = network;
    counts[kind.ordinal()]++;
  }

  /** Gives the next one; false for none. */
  boolean poll(Transmit out) {
    if (size == 0) {
      return false;
    }
    System.arraycopy(arrays[first], 0, out.array, out.offset, lengths[first]);
    out.length = lengths[first];
    out.network = networks[first];
    out.ecn = Ecn.NOT_ECT;
    networks[first] = null;
    first = (first + 1) % CAPACITY;
    size--;
    return true;
  }

  /** How many there were of a kind. */
  long count(AnswerKind kind) {
    return counts[kind.ordinal()];
  }
}
