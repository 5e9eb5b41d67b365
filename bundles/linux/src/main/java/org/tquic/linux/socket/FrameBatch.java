package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory for several Ethernet frames that one system call receives or sends. A slot uses its own
 * memory, or other native memory set by {@link #use}. Not thread-safe.
 */
public final class FrameBatch implements AutoCloseable {
  // struct mmsghdr: a msghdr of 56 bytes, then the length that the kernel filled in.
  private static final long MESSAGE_BYTES = 64;
  private static final long IOV_OFFSET = 16;
  private static final long IOV_COUNT_OFFSET = 24;
  private static final long FLAGS_OFFSET = 48;
  private static final long LENGTH_OFFSET = 56;
  private static final long IOVEC_BYTES = 16;
  private static final int MSG_TRUNC = 0x20;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment messages;
  private final MemorySegment vectors;
  private final MemorySegment[] frames;
  private final int frameBytes;

  /**
   * A batch of {@code capacity} slots.
   *
   * @param capacity number of slots, 1 to 1024
   * @param frameBytes own memory per slot in bytes, 0 when every slot is set by {@link #use}
   */
  public FrameBatch(int capacity, int frameBytes) {
    if (capacity < 1 || capacity > 1024 || frameBytes < 0) {
      throw new IllegalArgumentException("a batch of " + capacity + " frames of " + frameBytes);
    }
    this.frameBytes = frameBytes;
    this.messages = arena.allocate(MESSAGE_BYTES * capacity, 8);
    this.vectors = arena.allocate(IOVEC_BYTES * capacity, 8);
    this.frames = new MemorySegment[capacity];
    long stride = (frameBytes + 63L) & ~63L;
    MemorySegment memory = arena.allocate(Math.max(64, stride * capacity), 64);
    for (int i = 0; i < capacity; i++) {
      long message = i * MESSAGE_BYTES;
      messages.set(ADDRESS, message + IOV_OFFSET, vectors.asSlice(i * IOVEC_BYTES));
      messages.set(JAVA_LONG, message + IOV_COUNT_OFFSET, 1);
      use(i, memory.asSlice(Math.min(i * stride, memory.byteSize()), frameBytes));
    }
  }

  /** Number of slots. */
  public int capacity() {
    return frames.length;
  }

  /** Own memory per slot, bytes. */
  public int frameBytes() {
    return frameBytes;
  }

  /** Memory of a slot; the frame is at its start. */
  public MemorySegment frame(int slot) {
    return frames[slot];
  }

  /**
   * Copies the beginning of the frame in a slot.
   *
   * @return bytes copied
   */
  public int read(int slot, byte[] target) {
    int bytes = (int) Math.min(Math.min(length(slot), frames[slot].byteSize()), target.length);
    MemorySegment.copy(frames[slot], JAVA_BYTE, 0, target, 0, bytes);
    return bytes;
  }

  /**
   * Lets a slot use other native memory, which must outlive the calls that use it. Sets the length
   * to the whole segment.
   */
  public void use(int slot, MemorySegment memory) {
    frames[slot] = memory;
    vectors.set(ADDRESS, slot * IOVEC_BYTES, memory);
    setLength(slot, (int) memory.byteSize());
  }

  /** Bytes of the frame in a slot, as received or as set. */
  public int length(int slot) {
    return messages.get(JAVA_INT, slot * MESSAGE_BYTES + LENGTH_OFFSET);
  }

  /** Sets how many bytes of a slot to send. */
  public void setLength(int slot, int bytes) {
    if (bytes < 0 || bytes > frames[slot].byteSize()) {
      throw new IndexOutOfBoundsException(bytes + " bytes in a slot of " + frames[slot].byteSize());
    }
    vectors.set(JAVA_LONG, slot * IOVEC_BYTES + 8, bytes);
    messages.set(JAVA_INT, slot * MESSAGE_BYTES + LENGTH_OFFSET, bytes);
  }

  /** Whether the frame received in a slot was longer than the slot. */
  public boolean truncated(int slot) {
    return (messages.get(JAVA_INT, slot * MESSAGE_BYTES + FLAGS_OFFSET) & MSG_TRUNC) != 0;
  }

  /** Makes every slot ready to receive up to its whole memory; returns the kernel's view. */
  MemorySegment toReceive() {
    for (int i = 0; i < frames.length; i++) {
      vectors.set(JAVA_LONG, i * IOVEC_BYTES + 8, frames[i].byteSize());
      messages.set(JAVA_INT, i * MESSAGE_BYTES + FLAGS_OFFSET, 0);
    }
    return messages;
  }

  /** The kernel's view from a slot on. */
  MemorySegment toSend(int from, int count) {
    return from == 0 && count == frames.length
        ? messages
        : messages.asSlice(from * MESSAGE_BYTES, count * MESSAGE_BYTES);
  }

  /** Frees the memory of the batch. */
  @Override
  public void close() {
    arena.close();
  }
}
