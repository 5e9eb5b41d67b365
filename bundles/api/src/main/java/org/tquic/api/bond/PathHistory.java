package org.tquic.api.bond;

import java.util.List;

/** What happened to the paths, kept over restarts; an OSGi service, thread-safe. */
public interface PathHistory {
  /** Transitions that are kept of each link. */
  int PER_LINK = 100;

  /** All that is kept, the oldest first. */
  List<PathTransition> transitions();

  /**
   * What is kept of one link, the oldest first.
   *
   * @param link its id, or a name that it has or had
   */
  List<PathTransition> transitions(String link);
}
