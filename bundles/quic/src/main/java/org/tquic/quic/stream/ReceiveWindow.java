package org.tquic.quic.stream;

import org.tquic.quic.wire.VarInt;

/**
 * Flow control of what we receive, of a stream or the connection: the limit moves on with what the
 * application has read, RFC 9000 section 4.1. The window doubles when half of it is read in less
 * than one round trip, that is, when it might be what holds the peer back.
 */
final class ReceiveWindow {
  private final long maxWindow;
  private long window;
  private long consumed;
  private long limit;
  private long advancedNs;

  ReceiveWindow(long initial, long maxWindow, long nowNs) {
    window = initial;
    limit = initial;
    this.maxWindow = Math.max(initial, maxWindow);
    advancedNs = nowNs;
  }

  /** The limit that the peer was told. */
  long limit() {
    return limit;
  }

  long window() {
    return window;
  }

  /** The application has read, or will never read, that many bytes more. */
  void consume(long bytes) {
    consumed += bytes;
  }

  /** Whether so much was read that the peer should be told. */
  boolean isUpdateDue() {
    return limit - consumed <= window / 2 && canAdvance();
  }

  /** Whether the peer could be told a higher limit. */
  boolean canAdvance() {
    return next() > limit;
  }

  /** Moves the limit on and lets the window grow if that is called for. */
  void advance(long nowNs, long rttNs) {
    if (isUpdateDue() && nowNs - advancedNs < rttNs) {
      growTo(2 * window);
    }
    advancedNs = nowNs;
    limit = next();
  }

  /** Makes the window as large as that, within its bound. */
  void growTo(long size) {
    window = Math.max(window, Math.min(size, maxWindow));
  }

  private long next() {
    return Math.min(consumed + window, VarInt.MAX);
  }
}
