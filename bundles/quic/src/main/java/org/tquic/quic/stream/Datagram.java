package org.tquic.quic.stream;

/** A datagram in a {@link DatagramQueue}; valid until the queue is changed. */
public final class Datagram {
  static final long NO_DEADLINE = Long.MAX_VALUE;
  private static final int KEPT_BYTES = 2048;
  private static final byte[] NONE = {};

  private byte[] data = NONE;
  private int length;
  private long number;
  private int flowHash;
  private int trafficClass;
  private long deadlineNs;
  private long enqueuedNs;

  Datagram() {}

  void set(byte[] source, int from, int count, long queueNumber, long nowNs) {
    if (data.length < count) {
      data = new byte[count <= KEPT_BYTES ? KEPT_BYTES : count];
    }
    System.arraycopy(source, from, data, 0, count);
    length = count;
    number = queueNumber;
    enqueuedNs = nowNs;
  }

  void label(int hash, int classOfTraffic, long deadline) {
    flowHash = hash;
    trafficClass = classOfTraffic;
    deadlineNs = deadline;
  }

  /** Lets go of memory that would be too much to keep for the next one. */
  void free() {
    if (data.length > KEPT_BYTES) {
      data = NONE;
    }
  }

  /** The payload, from index 0; not to be changed. */
  public byte[] data() {
    return data;
  }

  /** Bytes of payload. */
  public int length() {
    return length;
  }

  /** Number in the queue's order, from 0; the value a of its frame. */
  public long number() {
    return number;
  }

  /** Hash of the flow that it belongs to. */
  public int flowHash() {
    return flowHash;
  }

  /** Class of traffic as the sender gave it. */
  public int trafficClass() {
    return trafficClass;
  }

  /** When it is of no use any more; {@link Long#MAX_VALUE} for never. */
  public long deadlineNs() {
    return deadlineNs;
  }

  /** When it was put into the queue. */
  public long enqueuedNs() {
    return enqueuedNs;
  }
}
