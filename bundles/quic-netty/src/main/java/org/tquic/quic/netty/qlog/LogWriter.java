package org.tquic.quic.netty.qlog;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is in the queue to the files, at least each half second, and removes old files. The
 * first failure ends it: all files are completed, and nothing is written any more.
 */
final class LogWriter implements Runnable, Batch.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
  private static final long PERIOD_MILLIS = 500;

  private final RecordQueue queue;
  private final LogSpace space;
  private final Runnable afterBatch;
  private final Consumer<IOException> onFailure;
  private final Set<LogFile> open = new HashSet<>();
  private IOException failure;

  /**
   * A writer, not started yet.
   *
   * @param afterBatch called when a batch is written
   * @param onFailure called once at most; the queue is closed then
   */
  LogWriter(
      RecordQueue queue, LogSpace space, Runnable afterBatch, Consumer<IOException> onFailure) {
    this.queue = queue;
    this.space = space;
    this.afterBatch = afterBatch;
    this.onFailure = onFailure;
  }

  /** Goes on until the queue is closed and empty. */
  @Override
  public void run() {
    Batch batch = new Batch(RecordQueue.CAPACITY_BYTES);
    try {
      removeOld();
      boolean last = false;
      while (!last) {
        // Before the fetch, for what comes after the close is not taken.
        last = queue.isClosed();
        batch = queue.fetch(batch, PERIOD_MILLIS);
        batch.drainTo(this);
        removeOld();
        afterBatch.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException defect) {
      fail(new IOException("defect of this program: " + defect, defect));
    } finally {
      open.forEach(this::complete);
      open.clear();
    }
  }

  @Override
  public void records(LogFile file, byte[] array, int offset, int length) {
    if (failure != null) {
      space.giveBack(length);
      return;
    }
    open.add(file);
    try {
      file.write(array, offset, length);
    } catch (IOException e) {
      space.giveBack(length);
      fail(e);
    }
  }

  @Override
  public void end(LogFile file) {
    open.remove(file);
    complete(file);
  }

  private void complete(LogFile file) {
    try {
      file.close();
    } catch (IOException e) {
      fail(e);
    }
    space.complete(file.path(), file.writtenBytes(), file.isProven());
  }

  private void removeOld() {
    LogSpace.Complete old;
    while (failure == null && (old = space.nextToRemove()) != null) {
      try {
        Files.deleteIfExists(old.file());
        LOG.debug("removed {} to make room", old.file());
      } catch (IOException e) {
        fail(e);
      }
    }
  }

  private void fail(IOException e) {
    if (failure == null) {
      failure = e;
      queue.close();
      onFailure.accept(e);
    }
  }
}
