package org.tquic.lab.emulator;

/** The two directions of a link, seen from the router. */
public enum Direction {
  /** Away from the router: upload. */
  OUT,
  /** Towards the router: download. */
  IN
}
