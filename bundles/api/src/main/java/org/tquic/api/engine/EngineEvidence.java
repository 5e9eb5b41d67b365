package org.tquic.api.engine;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.tquic.api.bond.QlogStatus;

/**
 * What an engine shows of its connections to those who look into them. Thread-safe; calls may wait
 * for the engine's loops and for the disk, so they are not for a loop.
 */
public interface EngineEvidence {
  /**
   * Logs all connections in the qlog format, a file each, from now on: those that live as well as
   * those to come. Where they are logged into this folder already, only the limit changes.
   *
   * @param folder is made where it is missing, for its owner alone; its parent has to exist
   * @param limitBytes what all logs of the folder may take together, 1 MiB at least; the oldest
   *     make room for new ones
   * @throws org.tquic.api.TquicException when the folder cannot be used
   */
  void startQlog(Path folder, long limitBytes);

  /** Ends all logs; returns when they are complete, or after a bound. */
  void stopQlog();

  /** The logs as they are now; never waits. */
  QlogStatus qlog();

  /**
   * Shows the traffic secrets of all connections made from now on, as lines of the SSLKEYLOGFILE
   * format without their ends. Whoever has them can read all traffic.
   *
   * @param developerMode the operator's word that this machine is a developer's
   * @param lines called on the loops, so it has to be quick and may not throw; null for none
   * @throws IllegalStateException without developer mode
   */
  void logKeys(boolean developerMode, Consumer<String> lines);
}
