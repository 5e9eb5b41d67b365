package org.tquic.gateway.role;

import org.tquic.api.bond.RoleStatus;

/**
 * A role from its start to its end, with one set of settings of which some can change meanwhile.
 * Everything but {@link #status} is called on the control thread.
 *
 * @param <S> type of the settings
 */
interface RoleRun<S> {
  /**
   * Starts.
   *
   * @throws RuntimeException when it cannot; {@link #stop} is called then too
   */
  void start();

  /** Whether it works, so that a change of the settings is somebody's wish. */
  boolean isReady();

  /** Whether these settings can be taken live. */
  boolean canTake(S settings);

  /** Takes settings live. */
  void take(S settings);

  /** Ends, and takes back everything it did; also after a start that failed. */
  void stop();

  /** The role as it is now; any thread. */
  RoleStatus status(long uptimeMillis);

  /** What the run shows of its connections. */
  RoleEvidence evidence();

  /** What the run uses of others, and can switch. */
  RolePlugins plugins();
}
