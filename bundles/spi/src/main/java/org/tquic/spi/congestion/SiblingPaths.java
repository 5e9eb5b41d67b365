package org.tquic.spi.congestion;

/**
 * The other paths of the connection that are in use: validated, and neither suspect nor abandoned.
 * A live view that may be kept and read in any event. The set and its order can change between
 * events.
 */
public interface SiblingPaths {
  /** No other path. */
  SiblingPaths NONE =
      new SiblingPaths() {
        @Override
        public int size() {
          return 0;
        }

        @Override
        public SiblingPath get(int index) {
          throw new IndexOutOfBoundsException(index);
        }
      };

  /** Number of other paths; to be asked in each event before {@link #get}. */
  int size();

  /** The path with this index, 0 to {@code size() - 1}; a reused view. */
  SiblingPath get(int index);
}
