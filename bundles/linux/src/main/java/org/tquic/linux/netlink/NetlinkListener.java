package org.tquic.linux.netlink;

/** Hears of changes from a {@link NetlinkMonitor}; always called on the monitor's one thread. */
public interface NetlinkListener {
  /**
   * Everything known may be out of date: read it anew. Called first of all, before any change is
   * reported, and again whenever changes were lost because too many came at once. Changes that
   * follow may already be contained in what was read.
   */
  void onResync();

  /** A link, address, route or neighbour appeared, changed or went. */
  void onMessage(NetlinkMessage message);

  /** No further change is waiting: the moment to act on those reported since the last such call. */
  void onDrained();

  /** Bytes could not be understood, or another method of this listener threw. */
  void onFailure(RuntimeException cause);
}
