package org.tquic.api.bond;

/**
 * How a path is kept alive while it is idle, and what was learnt of the NATs on its link. Times are
 * nanoseconds; -1 is unknown.
 *
 * @param intervalNs silence that is allowed now
 * @param heldNs longest silence that the link's NATs were seen to survive
 * @param lostNs shortest silence after which nothing came through any more
 */
public record PathKeepAlive(long intervalNs, long heldNs, long lostNs) {
  /** Nothing is known, or it is the other end's concern. */
  public static final PathKeepAlive UNKNOWN = new PathKeepAlive(-1, -1, -1);
}
