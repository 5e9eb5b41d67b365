package org.tquic.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.tquic.linux.internal.FileCalls;

/**
 * Waits until one of several descriptors is ready, with a time-out in nanoseconds (ppoll). Slots
 * are numbered from 0 in the order of {@link #add}. One thread owns a poller and calls everything
 * but {@link #wake()}, which any thread may call. Waiting allocates nothing.
 */
public final class Poller implements AutoCloseable {
  /** There is something to read. */
  public static final int READABLE = 0x001;

  /** There is room to write. */
  public static final int WRITABLE = 0x004;

  /** The descriptor has an error or its other end is gone; reported without being asked for. */
  public static final int BROKEN = 0x038;

  private static final long POLLFD_BYTES = 8;
  private static final long EVENTS_OFFSET = 4;
  private static final long REVENTS_OFFSET = 6;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Arena arena = Arena.ofShared();
  private final int capacity;
  // Entry 0 is the wake-up counter, entry n + 1 is slot n.
  private final MemorySegment entries;
  private final MemorySegment timeout = arena.allocate(16, 8);
  private final MemorySegment drained = arena.allocate(JAVA_LONG);
  private final int wakeFd;
  private final Object wakeLock = new Object();
  private boolean closed;
  private int slots;

  /**
   * A poller for up to {@code capacity} descriptors.
   *
   * @throws LinuxException when the process has no descriptor left
   */
  public Poller(int capacity) {
    this.capacity = capacity;
    this.entries = arena.allocate(POLLFD_BYTES * (capacity + 1L), 8);
    this.wakeFd = FileCalls.eventfd();
    if (wakeFd < 0) {
      arena.close();
      throw new LinuxException("eventfd", -wakeFd, "make a poller");
    }
    put(0, wakeFd, READABLE);
  }

  /**
   * Adds a descriptor.
   *
   * @param fd an open descriptor
   * @param interest {@link #READABLE}, {@link #WRITABLE}, both or 0
   * @return its slot
   * @throws IllegalStateException when the poller is full
   */
  public int add(int fd, int interest) {
    if (slots == capacity) {
      throw new IllegalStateException("a poller for " + capacity + " descriptors is full");
    }
    int slot = slots++;
    put(slot + 1, fd, interest);
    return slot;
  }

  /** Changes what to wait for in a slot. */
  public void interest(int slot, int interest) {
    entries.set(JAVA_SHORT, offset(slot) + EVENTS_OFFSET, (short) interest);
  }

  /** Stops waiting for a slot's descriptor; the slot stays empty. */
  public void remove(int slot) {
    put(slot + 1, -1, 0);
  }

  /**
   * Waits until a slot is ready, {@link #wake()} is called, or the time is up. May also return
   * early with nothing ready when a signal comes.
   *
   * @param timeoutNs time to wait, 0 to look only, negative to wait for ever
   * @return whether any slot is ready
   * @throws LinuxException when the kernel refuses
   */
  public boolean poll(long timeoutNs) {
    MemorySegment limit = MemorySegment.NULL;
    if (timeoutNs >= 0) {
      timeout.set(JAVA_LONG, 0, timeoutNs / NANOS_PER_SECOND);
      timeout.set(JAVA_LONG, 8, timeoutNs % NANOS_PER_SECOND);
      limit = timeout;
    }
    int ready = FileCalls.ppoll(entries, slots + 1L, limit);
    if (ready < 0) {
      if (ready != -Errno.EINTR) {
        throw new LinuxException("ppoll", -ready, "wait for " + slots + " descriptors");
      }
      for (int i = 0; i <= slots; i++) {
        entries.set(JAVA_SHORT, i * POLLFD_BYTES + REVENTS_OFFSET, (short) 0);
      }
      return false;
    }
    if (entries.get(JAVA_SHORT, REVENTS_OFFSET) != 0) {
      FileCalls.read(wakeFd, drained, 8);
      ready--;
    }
    return ready > 0;
  }

  /** What the last {@link #poll} found in a slot: a sum of the constants above. */
  public int ready(int slot) {
    return Short.toUnsignedInt(entries.get(JAVA_SHORT, offset(slot) + REVENTS_OFFSET));
  }

  /** Whether the last {@link #poll} found something to read, or an error to be read. */
  public boolean readable(int slot) {
    return (ready(slot) & (READABLE | BROKEN)) != 0;
  }

  /** Whether the last {@link #poll} found room to write. */
  public boolean writable(int slot) {
    return (ready(slot) & WRITABLE) != 0;
  }

  /** Makes the current or next {@link #poll} return at once; any thread; no effect when closed. */
  public void wake() {
    synchronized (wakeLock) {
      if (!closed) {
        try (Arena one = Arena.ofConfined()) {
          FileCalls.write(wakeFd, one.allocateFrom(JAVA_LONG, 1), 8);
        }
      }
    }
  }

  /** Whether {@link #close} was not called yet. */
  public boolean isOpen() {
    synchronized (wakeLock) {
      return !closed;
    }
  }

  /** Frees the poller; the descriptors added to it stay open. Not while another thread polls. */
  @Override
  public void close() {
    synchronized (wakeLock) {
      if (closed) {
        return;
      }
      closed = true;
      FileCalls.close(wakeFd);
    }
    arena.close();
  }

  private void put(int entry, int fd, int interest) {
    long at = entry * POLLFD_BYTES;
    entries.set(JAVA_INT, at, fd);
    entries.set(JAVA_SHORT, at + EVENTS_OFFSET, (short) interest);
    entries.set(JAVA_SHORT, at + REVENTS_OFFSET, (short) 0);
  }

  private long offset(int slot) {
    if (slot < 0 || slot >= slots) {
      throw new IndexOutOfBoundsException("slot " + slot + " of " + slots);
    }
    return (slot + 1) * POLLFD_BYTES;
  }
}
