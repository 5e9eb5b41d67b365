package org.tquic.quic.sim;

/** The running numbers of {@link LinkCounters}. */
final class LinkTally {
  long offered;
  long delivered;
  long deliveredBytes;
  long queueDrops;
  long mtuDrops;
  long losses;
  long blackholed;
  long duplicated;
  long corrupted;
  long heldBack;
  long ceMarked;
  long backlogBytes;
  private long maxBacklogBytes;

  void addBacklog(int bytes) {
    backlogBytes += bytes;
    maxBacklogBytes = Math.max(maxBacklogBytes, backlogBytes);
  }

  LinkCounters counters() {
    return new LinkCounters(
        offered,
        delivered,
        deliveredBytes,
        queueDrops,
        mtuDrops,
        losses,
        blackholed,
        duplicated,
        corrupted,
        heldBack,
        ceMarked,
        backlogBytes,
        maxBacklogBytes);
  }
}
