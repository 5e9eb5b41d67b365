package org.tquic.spi.scheduler;

import org.tquic.spi.Handover;

/**
 * Chooses the path of each packet. Every call comes from the one thread that owns the bond; a
 * scheduler neither blocks, locks, reads a clock, nor keeps a reference to a view it was given.
 */
@FunctionalInterface
public interface PathScheduler extends AutoCloseable {
  /**
   * The path for one packet, as a {@link Decision}. The set holds only paths that are validated and
   * usable; standby paths only when no other is left. It can hold paths with no room: choosing one
   * means to wait for it.
   *
   * <p>What a path loses, or has under way when it falls silent, is sent again over the fastest
   * path with room; schedulers are not asked about it.
   *
   * <p>The bond may ask again for the same packet, when the path has to wait for its pacer, or send
   * it on another path; what was really sent is told to {@link #onSent}.
   */
  long select(SendUnit unit, PathSet paths, long nowNs);

  /** The packet was given to the path. */
  default void onSent(SendUnit unit, PathView path, long nowNs) {}

  /** A path appeared, changed its status, or vanished. */
  default void onPathEvent(PathEvent event, PathView path, long nowNs) {}

  /** State for a successor; called once, just before {@link #close()}. */
  default Handover handover(String id, long nowNs) {
    return new Handover(id, nowNs);
  }

  @Override
  default void close() {}
}
