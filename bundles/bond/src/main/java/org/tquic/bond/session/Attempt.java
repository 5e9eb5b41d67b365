package org.tquic.bond.session;

/**
 * One attempt to put a carrier on a link. Tells its outcome once, unless it is abandoned before.
 * Used on the owner loop.
 */
interface Attempt {
  /** The carrier to be. */
  RouterCarrier carrier();

  /** The tunnel of which the carrier is a path; null where there is none, or none yet. */
  SharedTunnel tunnel();

  /** Begins, the way to the server being known. */
  void start(LinkRoute route);

  /** Tells nobody any more and closes what it opened. */
  void abandon();

  /** Who waits for the outcome. */
  interface Listener {
    /** The server answers over the link. */
    void onReached(Attempt attempt);

    /** The carrier is part of the bond, if the bond took it. */
    void onOpen(Attempt attempt);

    /** There will be no carrier; all that was opened is closed. */
    void onFailed(Attempt attempt, Throwable cause);
  }
}
