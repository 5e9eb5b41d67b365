package org.tquic.quic.path;

/** From path IDs to what is known of them: open addressing without boxes. */
final class PathMap<T> {
  private static final int INITIAL_CAPACITY = 8;

  private long[] keys = new long[INITIAL_CAPACITY];
  private T[] values = empty(INITIAL_CAPACITY);
  private int size;

  /** The value of a path ID or null. */
  T get(long pathId) {
    return values[slot(pathId)];
  }

  /** Sets the value of a path ID. */
  void put(long pathId, T value) {
    int slot = slot(pathId);
    if (values[slot] == null) {
      if (2 * (size + 1) > keys.length) {
        grow();
        slot = slot(pathId);
      }
      size++;
    }
    keys[slot] = pathId;
    values[slot] = value;
  }

  /** Takes a path ID out, if it is in. */
  void remove(long pathId) {
    int hole = slot(pathId);
    if (values[hole] == null) {
      return;
    }
    size--;
    int mask = keys.length - 1;
    for (int next = (hole + 1) & mask; values[next] != null; next = (next + 1) & mask) {
      // What lies behind the hole moves into it unless it is nearer to its home than the hole is.
      int home = (int) keys[next] & mask;
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        keys[hole] = keys[next];
        values[hole] = values[next];
        hole = next;
      }
    }
    values[hole] = null;
  }

  int size() {
    return size;
  }

  /** Number of places to look at by {@link #at}. */
  int slots() {
    return keys.length;
  }

  /** The value at a place or null. */
  T at(int slot) {
    return values[slot];
  }

  private int slot(long pathId) {
    int mask = keys.length - 1;
    int slot = (int) pathId & mask;
    while (values[slot] != null && keys[slot] != pathId) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    T[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = empty(keys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != null) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  /** Never leaves the map, so that its true type shows nowhere. */
  @SuppressWarnings("unchecked")
  private static <T> T[] empty(int capacity) {
    return (T[]) new Object[capacity];
  }
}
