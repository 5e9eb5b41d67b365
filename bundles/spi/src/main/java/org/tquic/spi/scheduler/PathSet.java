package org.tquic.spi.scheduler;

/** The paths a packet may take now; a reused view, valid only during the call. */
public interface PathSet {
  /** Number of paths, at most {@link Decision#MAX_PATHS}. */
  int size();

  /** The path with this index, 0 to {@code size() - 1}. */
  PathView get(int index);
}
