package org.tquic.api.engine;

/**
 * Event in the pipeline of a {@link MultipathChannel}: a path takes datagrams again, of which
 * {@link MultipathChannel#datagramRoom} said that it takes none.
 */
public enum DatagramRoom {
  /** The only one. */
  AGAIN
}
