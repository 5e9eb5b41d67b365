package org.tquic.spi.scheduler;

/** The packet to be scheduled; a reused view, valid only during the call. */
public interface SendUnit {
  /** What the packet is. */
  Kind kind();

  /** Size in bytes as it will travel inside the path's packets. */
  int sizeBytes();

  /** How the packet should be treated. */
  TrafficClass trafficClass();

  /** Hash of the flow, equal for all packets of one flow. */
  int flowHash();

  /** When the packet entered the queue, nanoseconds. */
  long enqueuedNs();

  /**
   * Bytes of this kind that wait to be sent, the packet itself included, or -1 where the sender
   * does not know: what a path that is preferred to the others would have to carry first.
   */
  default long backlogBytes() {
    return -1;
  }

  /** When the packet stops being useful, nanoseconds, or -1. */
  long deadlineNs();

  /** What a packet is. */
  enum Kind {
    /** An inner packet of the datagram lane. */
    DATAGRAM,
    /** Bytes of a stream. */
    STREAM,
    /** The bond's own control messages. */
    CONTROL
  }

  /** How a packet should be treated. */
  enum TrafficClass {
    /** Small and urgent: names, voice, games, acknowledgements. */
    INTERACTIVE,
    /** Everything else. */
    BULK
  }
}
