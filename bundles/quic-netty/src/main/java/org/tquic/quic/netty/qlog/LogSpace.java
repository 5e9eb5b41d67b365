package org.tquic.quic.netty.qlog;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Shares the space of the folder among its logs. What is queued counts as written, so that the
 * limit holds whatever the disk does. Complete logs make room for new ones, the oldest first; those
 * of handshakes that came to nothing first of all, for any stranger can cause them. Thread-safe.
 */
final class LogSpace {
  /** Set aside for each open log, which can say with it why it ends. */
  static final int LAST_WORDS_BYTES = 1024;

  /** Each open log is an open file, of which a process has a thousand or so. */
  static final int MAX_OPEN = 128;

  /** With so many open, clients that have proven nothing yet get none. */
  static final int MAX_UNPROVEN_OPEN = 32;

  static final int MAX_FILES = 1024;
  static final int MAX_UNPROVEN_FILES = 32;

  /** What is kept free by removing logs in time. */
  private static final int HEADROOM_SHARE = 8;

  private static final int ONE_LOG_SHARE = 3;

  /** Whether a log may have more bytes. */
  enum Grant {
    GRANTED,
    /** Not before older logs are removed. */
    WAIT,
    /** The log has all that one may have. */
    LOG_FULL,
    /** Open logs have all the space. */
    FOLDER_FULL
  }

  /** A complete log. */
  record Complete(Path file, long bytes) {}

  private final Deque<Complete> proven = new ArrayDeque<>();
  private final Deque<Complete> unproven = new ArrayDeque<>();
  private long limitBytes;
  private long usedBytes;
  private int open;

  LogSpace(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  synchronized void limit(long bytes) {
    limitBytes = bytes;
  }

  synchronized long limitBytes() {
    return limitBytes;
  }

  synchronized long usedBytes() {
    return usedBytes;
  }

  synchronized int openLogs() {
    return open;
  }

  /** What one log may have. */
  synchronized long oneLogBytes() {
    return limitBytes / ONE_LOG_SHARE;
  }

  /**
   * Takes a place for an open log; false when there is none, or no room for its last words.
   *
   * @param isProven whether the peer is authenticated
   */
  synchronized boolean open(boolean isProven) {
    boolean place = open < (isProven ? MAX_OPEN : MAX_UNPROVEN_OPEN);
    if (!place || usedBytes + (open + 1L) * LAST_WORDS_BYTES > limitBytes && !canMakeRoom()) {
      return false;
    }
    open++;
    return true;
  }

  private boolean canMakeRoom() {
    return !proven.isEmpty() || !unproven.isEmpty();
  }

  /**
   * Takes bytes for an open log.
   *
   * @param logBytes what the log has already
   * @param lastWords whether they say why the log ends
   */
  synchronized Grant take(int bytes, long logBytes, boolean lastWords) {
    if (!lastWords) {
      if (logBytes + bytes + LAST_WORDS_BYTES > limitBytes / ONE_LOG_SHARE) {
        return Grant.LOG_FULL;
      }
      if (usedBytes + bytes + (long) open * LAST_WORDS_BYTES > limitBytes) {
        return canMakeRoom() ? Grant.WAIT : Grant.FOLDER_FULL;
      }
    }
    usedBytes += bytes;
    return Grant.GRANTED;
  }

  /** Gives back what was taken and not used. */
  synchronized void giveBack(long bytes) {
    usedBytes -= bytes;
  }

  /** An open log is complete; one without a file has none. */
  synchronized void complete(Path file, long bytes, boolean isProven) {
    open--;
    if (bytes > 0) {
      (isProven ? proven : unproven).add(new Complete(file, bytes));
    }
  }

  /** A log of earlier times, newer than those found before. */
  synchronized void found(Path file, long bytes) {
    usedBytes += bytes;
    proven.add(new Complete(file, bytes));
  }

  private boolean isTight() {
    return usedBytes + (long) open * LAST_WORDS_BYTES > limitBytes - limitBytes / HEADROOM_SHARE
        || proven.size() + unproven.size() > MAX_FILES
        || unproven.size() > MAX_UNPROVEN_FILES;
  }

  /** The log to remove now, which counts no more; null for none. */
  synchronized Complete nextToRemove() {
    if (!isTight()) {
      return null;
    }
    Complete victim = unproven.isEmpty() ? proven.poll() : unproven.poll();
    if (victim != null) {
      usedBytes -= victim.bytes();
    }
    return victim;
  }
}
