package org.tquic.quic.stream;

import java.util.Arrays;

/** Slots by stream ID, lowest first: a binary heap. */
final class SlotHeap {
  private SendSlot[] slots = {};
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  SendSlot first() {
    return slots[0];
  }

  void add(SendSlot slot) {
    if (size == slots.length) {
      slots = Arrays.copyOf(slots, Math.max(8, 2 * size));
    }
    siftUp(slot, size++);
  }

  void remove(SendSlot slot) {
    int index = slot.heapIndex;
    slot.heapIndex = -1;
    SendSlot moved = slots[--size];
    slots[size] = null;
    if (moved == slot) {
      return;
    }
    siftDown(moved, index);
    siftUp(moved, moved.heapIndex);
  }

  private void siftUp(SendSlot slot, int from) {
    int index = from;
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      if (slots[parent].stream.id <= slot.stream.id) {
        break;
      }
      place(slots[parent], index);
      index = parent;
    }
    place(slot, index);
  }

  private void siftDown(SendSlot slot, int from) {
    int index = from;
    while (2 * index + 1 < size) {
      int child = 2 * index + 1;
      if (child + 1 < size && slots[child + 1].stream.id < slots[child].stream.id) {
        child++;
      }
      if (slot.stream.id <= slots[child].stream.id) {
        break;
      }
      place(slots[child], index);
      index = child;
    }
    place(slot, index);
  }

  private void place(SendSlot slot, int index) {
    slots[index] = slot;
    slot.heapIndex = index;
  }
}
