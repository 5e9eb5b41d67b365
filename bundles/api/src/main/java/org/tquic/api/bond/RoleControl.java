package org.tquic.api.bond;

import java.util.List;

/** Sees and steers the running role; an OSGi service, thread-safe. */
public interface RoleControl {
  /** The role as it is now. */
  RoleStatus status();

  /** Ids of the schedulers that can be chosen. */
  List<String> schedulers();

  /**
   * Switches all bonds to this scheduler, live.
   *
   * @throws org.tquic.api.TquicException when no plug-in has this id
   */
  void selectScheduler(String id);

  /** Ids of the congestion controllers that can be chosen for the engine in use. */
  List<String> congestions();

  /**
   * Switches all paths to this congestion controller, live.
   *
   * @throws org.tquic.api.TquicException when no plug-in has this id
   */
  void selectCongestion(String id);

  /**
   * Switches the paths over one link to this congestion controller, live, whatever is chosen for
   * all.
   *
   * @param id of the controller, or {@code default} for the one of all links again
   * @param link name of the link, as the router calls it
   * @throws org.tquic.api.TquicException when no plug-in has this id, or the engine has one for all
   */
  void selectCongestion(String id, String link);

  /**
   * Logs all connections in the qlog format from now on, or no longer, live.
   *
   * @throws org.tquic.api.TquicException when the engine in use has no such logs, or their folder
   *     cannot be used
   */
  void switchQlog(boolean on);
}
