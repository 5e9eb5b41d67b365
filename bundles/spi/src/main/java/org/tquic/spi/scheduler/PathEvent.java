package org.tquic.spi.scheduler;

/** What happened to a path. */
public enum PathEvent {
  /** The path can be used from now on. */
  ADDED,
  /** Nothing is heard from the path; it is left out until it answers again. */
  SUSPECTED,
  /** A suspected path answers again. */
  RETURNED,
  /** The path is gone. */
  REMOVED
}
