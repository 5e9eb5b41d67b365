package org.tquic.lab.emulator;

/** The two ends of a link. */
public enum LinkEnd {
  /** The router's end. */
  NEAR,
  /** The internet's end. */
  FAR
}
