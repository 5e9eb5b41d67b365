package org.tquic.lab.emulator;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Native memory for frames, by number. Allocated once; the memory used last is given out first, so
 * that little of it is ever touched. Not thread-safe.
 */
final class FrameStore implements AutoCloseable {
  /** Room per frame: MTU 1500 with header and VLAN tags, and some more. */
  static final int FRAME_BYTES = 2048;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment[] memory;
  private final int[] lengths;
  private final int[] free;
  private int freeCount;

  FrameStore(int capacity) {
    MemorySegment whole = arena.allocate((long) capacity * FRAME_BYTES, 64);
    memory = new MemorySegment[capacity];
    lengths = new int[capacity];
    free = new int[capacity];
    for (int i = 0; i < capacity; i++) {
      memory[i] = whole.asSlice((long) i * FRAME_BYTES, FRAME_BYTES);
      free[i] = capacity - 1 - i;
    }
    freeCount = capacity;
  }

  /** Takes a free frame, or {@link EmulatedLink#NONE}. */
  int take() {
    return freeCount == 0 ? EmulatedLink.NONE : free[--freeCount];
  }

  void release(int frame) {
    free[freeCount++] = frame;
  }

  int freeCount() {
    return freeCount;
  }

  MemorySegment memory(int frame) {
    return memory[frame];
  }

  int length(int frame) {
    return lengths[frame];
  }

  void setLength(int frame, int bytes) {
    lengths[frame] = bytes;
  }

  @Override
  public void close() {
    arena.close();
  }
}
