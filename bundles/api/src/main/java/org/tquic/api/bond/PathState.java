package org.tquic.api.bond;

/** Where a path is in its life. */
public enum PathState {
  /** The link is there, nothing was tried yet. */
  DISCOVERED,
  /** An attempt is under way to reach the server over it. */
  PROBING,
  /** The server was reached and proved to be the one. */
  VALIDATED,
  /** Carries traffic. */
  ACTIVE,
  /** Kept ready, carries nothing while others do. */
  STANDBY,
  /** Suddenly silent: traffic has moved away, probes go on. */
  SUSPECT,
  /** Given up for now; a new attempt follows. */
  FAILED,
  /** The link is gone. */
  REMOVED
}
