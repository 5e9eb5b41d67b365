package org.tquic.quic.sim;

/** What happened to a datagram, as traces tell it. */
public enum PacketEvent {
  /** A node sent it. */
  SENT,
  /** A link took it in with the mark Congestion Experienced. */
  CE_MARKED,
  /** The queue of a link was full. */
  QUEUE_DROPPED,
  /** It was larger than the MTU of a link. */
  MTU_DROPPED,
  /** It was lost on the line. */
  LOST,
  /** A dead direction swallowed it. */
  BLACKHOLED,
  /** A bit of it was flipped. */
  CORRUPTED,
  /** A copy of it will follow. */
  DUPLICATED,
  /** It was held back so that others overtake it. */
  HELD_BACK,
  /** A NAT had no mapping for it or its filter refused the sender. */
  NAT_DROPPED,
  /** Nothing has its destination address, or its sender has not its source address. */
  UNROUTABLE,
  /** A node received it. */
  DELIVERED
}
