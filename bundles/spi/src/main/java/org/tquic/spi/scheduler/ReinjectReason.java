package org.tquic.spi.scheduler;

/** Why a packet might be sent a second time. */
public enum ReinjectReason {
  /** A probe timeout fired. */
  PTO,
  /** The packet nears its deadline. */
  DEADLINE,
  /** The path that carried it is held dead. */
  PATH_DOWN,
  /** It is among the last of a burst. */
  TAIL
}
