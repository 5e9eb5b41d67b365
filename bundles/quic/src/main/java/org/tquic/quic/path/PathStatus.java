package org.tquic.quic.path;

import org.tquic.quic.wire.FrameType;

/**
 * Which paths either side prefers to be used: PATH_STATUS_AVAILABLE and PATH_STATUS_BACKUP,
 * multipath draft sections 3.3 and 4.3. A frame that found no room is given back by {@link
 * #onLost}.
 */
public final class PathStatus {
  /** What is known of a side's wish. */
  public enum Preference {
    /** It said nothing. */
    UNKNOWN,
    /** Use the path as you like. */
    AVAILABLE,
    /** Use the path only when no other is usable. */
    BACKUP
  }

  private static final class Entry {
    private final long pathId;
    private Preference local = Preference.UNKNOWN;
    private Preference peer = Preference.UNKNOWN;
    private long localSequence = -1;
    private long peerSequence = -1;
    private boolean owed;

    private Entry(long pathId) {
      this.pathId = pathId;
    }
  }

  private final PathIds pathIds;
  private final PathMap<Entry> entries = new PathMap<>();
  private int owed;

  /** Nothing said so far. */
  public PathStatus(PathIds pathIds) {
    this.pathIds = pathIds;
  }

  /**
   * Tells the peer how this side wants a path used, unless it was told so before.
   *
   * @throws IllegalArgumentException when the path ID is above the peer's limit or abandoned
   * @throws IllegalStateException when multipath was not negotiated
   */
  public void prefer(long pathId, boolean available) {
    if (!pathIds.isMultipath()) {
      throw new IllegalStateException("multipath was not negotiated");
    }
    if (pathId < 0 || pathId > pathIds.peerMax() || pathIds.isAbandoned(pathId)) {
      throw new IllegalArgumentException("no such path: " + pathId);
    }
    Entry entry = entry(pathId);
    Preference wish = available ? Preference.AVAILABLE : Preference.BACKUP;
    if (entry.local != wish) {
      entry.local = wish;
      entry.localSequence++;
      owe(entry);
    }
  }

  /**
   * A PATH_STATUS_AVAILABLE or PATH_STATUS_BACKUP frame came.
   *
   * @return whether the peer's wish is another now; older news than known is ignored
   */
  public boolean onStatus(long pathId, long sequence, boolean available) {
    long frameType = available ? FrameType.PATH_STATUS_AVAILABLE : FrameType.PATH_STATUS_BACKUP;
    if (!pathIds.admits(pathId, frameType)) {
      return false;
    }
    Entry entry = entry(pathId);
    if (sequence <= entry.peerSequence) {
      return false;
    }
    entry.peerSequence = sequence;
    Preference before = entry.peer;
    entry.peer = available ? Preference.AVAILABLE : Preference.BACKUP;
    return entry.peer != before;
  }

  /** How this side wants a path used. */
  public Preference local(long pathId) {
    Entry entry = entries.get(pathId);
    return entry == null ? Preference.UNKNOWN : entry.local;
  }

  /** How the peer wants a path used. */
  public Preference peer(long pathId) {
    Entry entry = entries.get(pathId);
    return entry == null ? Preference.UNKNOWN : entry.peer;
  }

  /** Whether either side wants a path used only when no other is usable. */
  public boolean isBackup(long pathId) {
    Entry entry = entries.get(pathId);
    return entry != null && (entry.local == Preference.BACKUP || entry.peer == Preference.BACKUP);
  }

  /** Whether a frame is owed. */
  public boolean wantsToSend() {
    return owed > 0;
  }

  /** Fills in the next frame that is owed; false for none. */
  public boolean poll(PathFrame into) {
    for (int i = 0; owed > 0 && i < entries.slots(); i++) {
      Entry entry = entries.at(i);
      if (entry != null && entry.owed) {
        entry.owed = false;
        owed--;
        into.setStatus(entry.pathId, entry.localSequence, entry.local == Preference.AVAILABLE);
        return true;
      }
    }
    return false;
  }

  /** A frame was lost or not sent: it is owed again when it is the last for its path. */
  public void onLost(long pathId, long sequence) {
    Entry entry = entries.get(pathId);
    if (entry != null && entry.localSequence == sequence) {
      owe(entry);
    }
  }

  /** The path is abandoned. */
  public void abandon(long pathId) {
    Entry entry = entries.get(pathId);
    if (entry != null) {
      if (entry.owed) {
        owed--;
      }
      entries.remove(pathId);
    }
  }

  private void owe(Entry entry) {
    if (!entry.owed) {
      entry.owed = true;
      owed++;
    }
  }

  private Entry entry(long pathId) {
    Entry entry = entries.get(pathId);
    if (entry == null) {
      entry = new Entry(pathId);
      entries.put(pathId, entry);
    }
    return entry;
  }
}
