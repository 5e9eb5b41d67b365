package org.tquic.quic.netty.qlog;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.api.bond.QlogStatus;
import org.tquic.quic.Role;
import org.tquic.quic.connection.Connection;

/** The time from switching logs on to switching them off, or to a failure. Thread-safe. */
final class QlogSession {
  private static final Logger LOG = LoggerFactory.getLogger(QlogSession.class);

  private final QlogFolder folder;
  private final LogSpace space;
  private final RecordQueue queue = new RecordQueue(RecordQueue.CAPACITY_BYTES);
  private final LongAdder dropped = new LongAdder();
  private final Consumer<QlogSession> onFailure;
  private final Thread writer;
  private long droppedToldOf;
  private volatile TquicException failure;

  /**
   * Begins.
   *
   * @param onFailure called once at most, on the writer's thread, when {@link #failure} tells why
   */
  QlogSession(QlogFolder folder, long limitBytes, Consumer<QlogSession> onFailure) {
    this.folder = folder;
    this.onFailure = onFailure;
    space = new LogSpace(limitBytes);
    folder.findLogs(space);
    writer =
        Thread.ofPlatform()
            .name("tquic-qlog")
            .daemon()
            .unstarted(new LogWriter(queue, space, this::tellDropped, this::fail));
  }

  void start() {
    writer.start();
  }

  QlogFolder folder() {
    return folder;
  }

  LogSpace space() {
    return space;
  }

  RecordQueue queue() {
    return queue;
  }

  /** Why nothing is written any more, or null. */
  TquicException failure() {
    return failure;
  }

  /**
   * A log for a connection, or null when there are too many.
   *
   * @param proven whether the peer is authenticated
   * @param onFull see {@link ConnectionLog}
   */
  ConnectionLog log(Connection connection, Role role, boolean proven, Runnable onFull) {
    if (failure != null || !space.open(proven)) {
      return null;
    }
    Instant begin = Instant.now();
    LogFile file = new LogFile(folder.file(begin, role, connection.originalDestination()));
    if (proven) {
      file.prove();
    }
    return new ConnectionLog(this, connection, role, file, begin, onFull);
  }

  /** A record was not taken. */
  void dropped() {
    dropped.increment();
  }

  /** On the writer's thread, so as often as it writes at most. */
  private void tellDropped() {
    long now = dropped.sum();
    if (now > droppedToldOf && failure == null) {
      LOG.warn(
          "{} qlog records were dropped, {} in all: the disk is too slow or a limit is reached",
          now - droppedToldOf,
          now);
      droppedToldOf = now;
    }
  }

  private void fail(IOException cause) {
    failure = QlogFolder.unusable(folder.path(), cause);
    LOG.error("qlog ends: {}; {}", failure.getMessage(), failure.remedy());
    onFailure.accept(this);
  }

  /** Completes all logs; what comes later is dropped. Returns when they are, or after a bound. */
  void close(Duration bound) {
    queue.close();
    try {
      if (!writer.join(bound)) {
        LOG.warn("qlog files in {} are still being written", folder.path());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The logs as they are now; none is open where they are off. */
  QlogStatus status(boolean on) {
    TquicException problem = failure;
    boolean logging = on && problem == null;
    return new QlogStatus(
        logging,
        folder.path().toString(),
        logging ? space.openLogs() : 0,
        space.usedBytes(),
        space.limitBytes(),
        dropped.sum(),
        problem == null ? "" : problem.getMessage() + "; " + problem.remedy());
  }
}
