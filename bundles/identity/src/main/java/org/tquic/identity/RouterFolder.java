package org.tquic.identity;

import java.nio.file.attribute.FileTime;
import java.time.Duration;

/**
 * The folder {@code routers/}, one file per router, with an index that is read again when the
 * folder has changed. Files are only ever replaced by renaming, which changes the time of the
 * folder; so one look at that time tells whether the index still holds.
 */
final class RouterFolder {
  /**
   * Two changes within one tick of the file system's clock leave the folder with one time. So an
   * index read this soon after a change is not kept; the coarsest file systems count in 2 s.
   */
  private static final Duration TICK = Duration.ofSeconds(2);

  private record Reading(FileTime changed, boolean settled, RouterIndex index) {}

  private final StateFolder folder;
  private volatile Reading last;

  RouterFolder(StateFolder folder) {
    this.folder = folder;
    this.last = read();
  }

  /** The index as of now. */
  RouterIndex index() {
    Reading reading = last;
    if (!reading.settled || !reading.changed.equals(folder.changed())) {
      reading = read();
      last = reading;
    }
    return reading.index;
  }

  private Reading read() {
    FileTime changed = folder.changed();
    long ageMs = System.currentTimeMillis() - changed.toMillis();
    return new Reading(changed, ageMs > TICK.toMillis(), RouterIndex.read(folder));
  }

  /** Only while holding the lock. */
  void write(RouterRecord router) {
    folder.write(router.name() + StateRecord.SUFFIX, router.encode());
  }

  /** Whether there is a file for the name, readable or not. */
  boolean hasFile(String name) {
    return folder.list(StateRecord.SUFFIX).stream()
        .anyMatch(n -> RouterName.key(n).equals(RouterName.key(name)));
  }

  /** Only while holding the lock. */
  void sweep() {
    folder.sweep();
  }
}
