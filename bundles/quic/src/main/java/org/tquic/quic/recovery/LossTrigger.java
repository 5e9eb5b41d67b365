package org.tquic.quic.recovery;

/** By which rule a packet counts as lost, RFC 9002 section 6.1. */
public enum LossTrigger {
  /** Later packets were acknowledged, section 6.1.1. */
  REORDERING_THRESHOLD,
  /** It was sent long before one that was acknowledged, section 6.1.2. */
  TIME_THRESHOLD
}
