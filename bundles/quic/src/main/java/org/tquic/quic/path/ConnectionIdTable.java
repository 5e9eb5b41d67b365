package org.tquic.quic.path;

import org.tquic.quic.wire.ConnectionId;

/** Finds own connection IDs by their bytes in a packet; open addressing, no allocation on reads. */
final class ConnectionIdTable {
  private static final int INITIAL_CAPACITY = 16;

  private LocalConnectionId[] slots = new LocalConnectionId[INITIAL_CAPACITY];
  private int size;

  LocalConnectionId get(byte[] source, int offset, int length) {
    int mask = slots.length - 1;
    int slot = home(hash(source, offset, length), mask);
    while (slots[slot] != null && !slots[slot].id.matches(source, offset, length)) {
      slot = (slot + 1) & mask;
    }
    return slots[slot];
  }

  LocalConnectionId get(ConnectionId id) {
    return slots[slot(id)];
  }

  void put(LocalConnectionId entry) {
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    int slot = slot(entry.id);
    if (slots[slot] == null) {
      size++;
    }
    slots[slot] = entry;
  }

  void remove(ConnectionId id) {
    int hole = slot(id);
    if (slots[hole] == null) {
      return;
    }
    size--;
    int mask = slots.length - 1;
    for (int next = (hole + 1) & mask; slots[next] != null; next = (next + 1) & mask) {
      // What lies behind the hole moves into it unless it is nearer to its home than the hole is.
      int home = home(slots[next].id.hashCode(), mask);
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        slots[hole] = slots[next];
        hole = next;
      }
    }
    slots[hole] = null;
  }

  int size() {
    return size;
  }

  private int slot(ConnectionId id) {
    int mask = slots.length - 1;
    int slot = home(id.hashCode(), mask);
    while (slots[slot] != null && !slots[slot].id.equals(id)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    LocalConnectionId[] old = slots;
    slots = new LocalConnectionId[2 * old.length];
    for (LocalConnectionId entry : old) {
      if (entry != null) {
        slots[slot(entry.id)] = entry;
      }
    }
  }

  private static int home(int hash, int mask) {
    return (hash ^ (hash >>> 16)) & mask;
  }

  /** The same as {@link ConnectionId#hashCode}. */
  private static int hash(byte[] source, int offset, int length) {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + source[i];
    }
    return hash;
  }
}
