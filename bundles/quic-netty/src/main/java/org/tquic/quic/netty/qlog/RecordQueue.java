package org.tquic.quic.netty.qlog;

/**
 * Takes records of all logs from their loops, as many as fit, until the writer fetches them. Two
 * batches take turns: one is filled while the other is written, so that a lock is held only for a
 * copy. Thread-safe.
 */
final class RecordQueue {
  /** Records for about a second of a connection at 100 Mbit/s. */
  static final int CAPACITY_BYTES = 4 << 20;

  private final int wakeBytes;
  private Batch filling;
  private boolean hurry;
  private boolean closed;

  RecordQueue(int capacityBytes) {
    filling = new Batch(capacityBytes);
    wakeBytes = capacityBytes / 4;
  }

  /** Takes a copy of a record; false when there is no room or the queue is closed. */
  synchronized boolean offer(LogFile file, byte[] array, int offset, int length) {
    if (closed || filling.room() < length) {
      return false;
    }
    filling.add(file, array, offset, length);
    if (!hurry && filling.bytes() >= wakeBytes) {
      hurry();
    }
    return true;
  }

  /** Nothing more comes of a log. */
  synchronized void end(LogFile file) {
    filling.end(file);
  }

  /** Has the writer come at once. */
  synchronized void hurry() {
    hurry = true;
    notifyAll();
  }

  /** Takes nothing more; what is there can be fetched still. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Fetches what there is, after a while or when there is much.
   *
   * @param empty to be filled next
   */
  synchronized Batch fetch(Batch empty, long waitMillis) throws InterruptedException {
    if (!hurry && !closed) {
      wait(waitMillis);
    }
    hurry = false;
    Batch fetched = filling;
    filling = empty;
    return fetched;
  }
}
