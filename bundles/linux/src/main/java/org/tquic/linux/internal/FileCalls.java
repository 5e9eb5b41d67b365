package org.tquic.linux.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Calls on file descriptors; a negative result is the negated error number. */
public final class FileCalls {
  /** Open for reading only. */
  public static final int O_RDONLY = 0;

  /** Open for reading and writing. */
  public static final int O_RDWR = 2;

  /** Never block. */
  public static final int O_NONBLOCK = 0x800;

  /** Do not pass on to child processes. */
  public static final int O_CLOEXEC = 0x80000;

  private static final long AT_FDCWD = -100;

  private FileCalls() {}

  /** Opens a file that exists. */
  public static int open(String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path);
      return (int) SystemCall.OPENAT.call(AT_FDCWD, SystemCall.address(name), flags);
    }
  }

  /** Closes a descriptor. */
  public static int close(int fd) {
    return (int) SystemCall.CLOSE.call(fd);
  }

  /** Reads up to {@code length} bytes to {@code target}. */
  public static long read(int fd, MemorySegment target, long length) {
    long result = read(fd, SystemCall.address(target), length);
    SystemCall.keep(target, null);
    return result;
  }

  /** Reads up to {@code length} bytes to a native address. */
  public static long read(int fd, long address, long length) {
    return SystemCall.READ.call(fd, address, length);
  }

  /** Writes {@code length} bytes from {@code source}. */
  public static long write(int fd, MemorySegment source, long length) {
    long result = write(fd, SystemCall.address(source), length);
    SystemCall.keep(source, null);
    return result;
  }

  /** Writes {@code length} bytes from a native address. */
  public static long write(int fd, long address, long length) {
    return SystemCall.WRITE.call(fd, address, length);
  }

  /** A device's own request. */
  public static int ioctl(int fd, long request, MemorySegment argument) {
    int result = (int) SystemCall.IOCTL.call(fd, request, SystemCall.address(argument));
    SystemCall.keep(argument, null);
    return result;
  }

  /** Waits for descriptors; {@code timeout} is a timespec, which is changed, or null for ever. */
  public static int ppoll(MemorySegment descriptors, long count, MemorySegment timeout) {
    int result =
        (int)
            SystemCall.PPOLL.call(
                SystemCall.address(descriptors), count, SystemCall.address(timeout), 0, 0);
    SystemCall.keep(descriptors, timeout);
    return result;
  }

  /** A non-blocking counter that becomes readable when written to. */
  public static int eventfd() {
    return (int) SystemCall.EVENTFD2.call(0, O_NONBLOCK | O_CLOEXEC);
  }
}
