package org.tquic.bond.queue;

/**
 * The CoDel drop law of one queue (RFC 8289): packets are dropped while even the shortest wait
 * within an interval stays above the target, ever more often, but not while the last drop does its
 * work. With one flow in the queue, whose answer takes a round trip that the queue itself makes
 * long, several drops would be answered before the first one shows.
 */
final class CoDel {
  /** A wait that is shorter by such a part shows that a drop was answered. */
  private static final int SHORTER_PART = 8;

  private final long targetNs;
  private final long intervalNs;

  private long firstAboveNs;
  private long dropNextNs;
  private int dropCount;
  private int lastDropCount;
  private long lastWaitNs;
  private boolean dropping;

  CoDel(long targetNs, long intervalNs) {
    this.targetNs = targetNs;
    this.intervalNs = intervalNs;
  }

  /**
   * Judges the packet at the head of the queue.
   *
   * @param sojournNs how long it waited
   * @param lastOfQueue whether little else is queued behind it
   * @return whether to drop it
   */
  boolean shouldDrop(long sojournNs, boolean lastOfQueue, long nowNs) {
    boolean above = isAboveForLong(sojournNs, lastOfQueue, nowNs);
    if (dropping) {
      if (!above) {
        dropping = false;
        return false;
      }
      if (nowNs < dropNextNs) {
        return false;
      }
      boolean answered = sojournNs < lastWaitNs - lastWaitNs / SHORTER_PART;
      lastWaitNs = sojournNs;
      if (answered) {
        dropNextNs = controlLaw(nowNs);
        return false;
      }
      dropCount++;
      dropNextNs = controlLaw(dropNextNs);
      return true;
    }
    if (!above) {
      return false;
    }
    dropping = true;
    lastWaitNs = sojournNs;
    int sinceLast = dropCount - lastDropCount;
    boolean recent = nowNs - dropNextNs < 16 * intervalNs;
    dropCount = sinceLast > 1 && recent ? sinceLast : 1;
    lastDropCount = dropCount;
    dropNextNs = controlLaw(nowNs);
    return true;
  }

  private boolean isAboveForLong(long sojournNs, boolean lastOfQueue, long nowNs) {
    if (sojournNs < targetNs || lastOfQueue) {
      firstAboveNs = 0;
      return false;
    }
    if (firstAboveNs == 0) {
      firstAboveNs = nowNs + intervalNs;
      return false;
    }
    return nowNs >= firstAboveNs;
  }

  private long controlLaw(long fromNs) {
    return fromNs + (long) (intervalNs / Math.sqrt(dropCount));
  }
}
