package org.tquic.quic.sim;

/** Kinds of trouble that {@link RandomScripts} makes. */
public enum Trouble {
  /** Another rate, and a queue to go with it. */
  RATE,
  /** Another delay. */
  DELAY,
  /** Jitter, with or without overtaking. */
  JITTER,
  /** Independent losses. */
  LOSS,
  /** Losses in bursts. */
  BURST_LOSS,
  /** Datagrams held back. */
  REORDER,
  /** Datagrams doubled. */
  DUPLICATE,
  /** Flipped bits. */
  CORRUPT,
  /** A smaller MTU, never below what QUIC needs. */
  MTU,
  /** ECN marks, or ECN bits cleared. */
  ECN,
  /** A dead direction or link for some time. */
  BLACKHOLE,
  /** NAT mappings forgotten. Links without NAT are spared by leaving this out. */
  REBIND
}
