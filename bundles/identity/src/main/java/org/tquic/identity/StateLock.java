package org.tquic.identity;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One writer at a time in a state folder, among threads and among processes. The kernel frees the
 * lock of a process that died.
 */
final class StateLock implements AutoCloseable {
  static final String FILE = "identity.lock";

  private static final Duration POLL = Duration.ofMillis(5);

  /**
   * Closing any channel of a file gives up the whole process's lock on it (POSIX fcntl), so threads
   * queue here first and only one at a time has the file open.
   */
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock thread;
  private final FileChannel channel;

  private StateLock(ReentrantLock thread, FileChannel channel) {
    this.thread = thread;
    this.channel = channel;
  }

  /**
   * Takes the lock of a folder; a thread must not take it twice.
   *
   * @throws StateFileException if it is not free within {@code patience}, or cannot be had
   */
  static StateLock take(Path folder, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    Path file = folder.resolve(FILE);
    ReentrantLock thread = THREADS.computeIfAbsent(folder, _ -> new ReentrantLock());
    boolean done = false;
    try {
      if (!thread.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy(file);
      }
      try {
        FileChannel channel = channel(file, deadline);
        done = true;
        return new StateLock(thread, channel);
      } finally {
        if (!done) {
          thread.unlock();
        }
      }
    } catch (IOException e) {
      throw StateFolder.unusable(file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy(file);
    }
  }

  private static FileChannel channel(Path file, long deadline)
      throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            StateFolder.FILE_RIGHTS);
    boolean locked = false;
    try {
      while (!locked) {
        locked = tryLock(channel);
        if (!locked) {
          if (System.nanoTime() - deadline > 0) {
            throw busy(file);
          }
          Thread.sleep(POLL);
        }
      }
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Another copy of this class, of a bundle that is being replaced, has it.
      return false;
    }
  }

  private static StateFileException busy(Path file) {
    return new StateFileException(
        StateFileException.Kind.BUSY,
        file,
        "is locked by another process for too long",
        "try again; if it stays so, look for a tquic process that hangs on this state folder");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("the lock of a state folder does not close", e);
    } finally {
      thread.unlock();
    }
  }
}
