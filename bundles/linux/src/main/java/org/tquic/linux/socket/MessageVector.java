package org.tquic.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The array of struct mmsghdr that sendmmsg(2) and recvmmsg(2) take, with room for the address, the
 * control messages and the one buffer of each entry. The layout is that of 64-bit Linux.
 */
final class MessageVector implements AutoCloseable {
  /** Room for the control messages of an entry, bytes. */
  static final int CONTROL_BYTES = 128;

  // struct mmsghdr: a msghdr of 56 bytes, then the length that the kernel filled in.
  private static final long HEADER_BYTES = 64;
  private static final long NAME_LENGTH_OFFSET = 8;
  private static final long VECTOR_OFFSET = 16;
  private static final long VECTOR_COUNT_OFFSET = 24;
  private static final long CONTROL_OFFSET = 32;
  private static final long CONTROL_LENGTH_OFFSET = 40;
  private static final long FLAGS_OFFSET = 48;
  private static final long LENGTH_OFFSET = 56;
  private static final long VECTOR_BYTES = 16;
  private static final long NAME_BYTES = 32;
  private static final int MSG_TRUNC = 0x20;

  private final Arena arena = Arena.ofShared();
  private final int capacity;
  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment names;
  private final MemorySegment controls;
  private final MemorySegment payload;

  /**
   * Entries without buffers, addresses or control messages.
   *
   * @param payloadBytes memory for the buffers of all entries
   */
  MessageVector(int capacity, long payloadBytes) {
    this.capacity = capacity;
    this.headers = arena.allocate(HEADER_BYTES * capacity, 8);
    this.vectors = arena.allocate(VECTOR_BYTES * capacity, 8);
    this.names = arena.allocate(NAME_BYTES * capacity, 8);
    this.controls = arena.allocate((long) CONTROL_BYTES * capacity, 8);
    this.payload = arena.allocate(payloadBytes, 64);
    for (int i = 0; i < capacity; i++) {
      headers.set(JAVA_LONG, header(i) + VECTOR_OFFSET, vectors.address() + i * VECTOR_BYTES);
      headers.set(JAVA_LONG, header(i) + VECTOR_COUNT_OFFSET, 1);
    }
  }

  private static long header(int entry) {
    return entry * HEADER_BYTES;
  }

  int capacity() {
    return capacity;
  }

  /** Memory that the buffers of the entries are cut from. */
  MemorySegment payload() {
    return payload;
  }

  /** Addresses of all entries; that of an entry is at {@link #name}. */
  MemorySegment names() {
    return names;
  }

  /** Control messages of all entries; those of an entry are at {@link #control}. */
  MemorySegment controls() {
    return controls;
  }

  static long name(int entry) {
    return entry * NAME_BYTES;
  }

  static long control(int entry) {
    return (long) entry * CONTROL_BYTES;
  }

  /** The part of the payload memory that an entry uses. */
  void setBuffer(int entry, long offset, long length) {
    vectors.set(JAVA_LONG, entry * VECTOR_BYTES, payload.address() + offset);
    vectors.set(JAVA_LONG, entry * VECTOR_BYTES + 8, length);
  }

  /** Bytes of an entry's address, or the room for it; 0 for none. */
  void setNameLength(int entry, int length) {
    long name = length == 0 ? 0 : names.address() + name(entry);
    headers.set(JAVA_LONG, header(entry), name);
    headers.set(JAVA_INT, header(entry) + NAME_LENGTH_OFFSET, length);
  }

  /** Bytes of an entry's control messages, or the room for them; 0 for none. */
  void setControlLength(int entry, int length) {
    long control = length == 0 ? 0 : controls.address() + control(entry);
    headers.set(JAVA_LONG, header(entry) + CONTROL_OFFSET, control);
    headers.set(JAVA_LONG, header(entry) + CONTROL_LENGTH_OFFSET, length);
  }

  /** Bytes of control messages that the kernel filled in. */
  int controlLength(int entry) {
    return (int) headers.get(JAVA_LONG, header(entry) + CONTROL_LENGTH_OFFSET);
  }

  /** Bytes of payload that the kernel filled in. */
  int length(int entry) {
    return headers.get(JAVA_INT, header(entry) + LENGTH_OFFSET);
  }

  /** Whether the payload received was longer than its buffer. */
  boolean truncated(int entry) {
    return (headers.get(JAVA_INT, header(entry) + FLAGS_OFFSET) & MSG_TRUNC) != 0;
  }

  /** The kernel's view from an entry on. */
  MemorySegment from(int entry) {
    return entry == 0 ? headers : headers.asSlice(header(entry));
  }

  @Override
  public void close() {
    arena.close();
  }
}
