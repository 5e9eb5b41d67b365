package org.tquic.quic.stream;

/** Streams by ID: open addressing with linear probing, no boxes. */
final class StreamMap {
  private Stream[] slots = new Stream[16];
  private int size;

  int size() {
    return size;
  }

  /** The stream, or null. */
  Stream get(long id) {
    int at = home(id);
    while (slots[at] != null && slots[at].id != id) {
      at = next(at);
    }
    return slots[at];
  }

  /** Adds a stream that is not in. */
  void add(Stream stream) {
    if (++size > slots.length / 2) {
      Stream[] old = slots;
      slots = new Stream[2 * old.length];
      for (Stream moved : old) {
        if (moved != null) {
          place(moved);
        }
      }
    }
    place(stream);
  }

  /** Takes out a stream that is in. */
  void remove(long id) {
    int gap = home(id);
    while (slots[gap].id != id) {
      gap = next(gap);
    }
    size--;
    // Moves up what would not be found any more behind the gap.
    for (int at = next(gap); slots[at] != null; at = next(at)) {
      int distance = (at - home(slots[at].id)) & (slots.length - 1);
      if (distance >= ((at - gap) & (slots.length - 1))) {
        slots[gap] = slots[at];
        gap = at;
      }
    }
    slots[gap] = null;
  }

  private void place(Stream stream) {
    int at = home(stream.id);
    while (slots[at] != null) {
      at = next(at);
    }
    slots[at] = stream;
  }

  private int home(long id) {
    long mixed = id * 0x9e37_79b9_7f4a_7c15L;
    return (int) (mixed >>> 32) & (slots.length - 1);
  }

  private int next(int at) {
    return (at + 1) & (slots.length - 1);
  }
}
