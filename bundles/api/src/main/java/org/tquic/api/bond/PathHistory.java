package org.tquic.api.bond;

import java.util.List;

/** What happened to the paths, kept over restarts; an OSGi service, thread-safe. */
public interface PathHistory {
  /** Transitions that are kept of each link. */
  int PER_LINK = 100;

  /**
   * How often paths over a link came to a state for a reason since the role started.
   *
   * @param bond name of the bond
   * @param link name that the link had
   */
  record Total(String bond, String link, PathState to, PathReason reason, long count) {}

  /** Of all links, by their names. */
  List<Total> totals();

  /** All that is kept, the oldest first. */
  List<PathTransition> transitions();

  /**
   * What is kept of one link, the oldest first.
   *
   * @param link its id, or a name that it has or had
   */
  List<PathTransition> transitions(String link);
}
