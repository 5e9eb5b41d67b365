package org.tquic.quic.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Reads all that comes, counts it, and counts the events of which there is to be one. */
final class EndEvents implements ConnectionEvents {
  /** Bit of a stream ID, RFC 9000 section 2.1. */
  private static final int UNIDIRECTIONAL = 2;

  private static final int MAX_REMEMBERED = 64;

  final Map<Long, Long> received = new HashMap<>();

  /** The peer's streams that can be answered. */
  final Deque<Long> opened = new ArrayDeque<>();

  Connection connection;
  CloseReason closed;
  boolean confirmed;
  int closings;
  int datagrams;
  int terminations;
  private final byte[] piece = new byte[2048];

  @Override
  public void onConfirmed() {
    confirmed = true;
  }

  @Override
  public void onStreamOpened(long streamId) {
    if ((streamId & UNIDIRECTIONAL) == 0 && opened.size() < MAX_REMEMBERED) {
      opened.add(streamId);
    }
  }

  @Override
  public void onStreamReadable(long streamId) {
    int count;
    while ((count = connection.read(streamId, piece, 0, piece.length)) > 0) {
      received.merge(streamId, (long) count, Long::sum);
    }
  }

  @Override
  public void onDatagram(long pathId, byte[] array, int offset, int length) {
    datagrams++;
  }

  @Override
  public void onClosed(CloseReason reason) {
    closed = reason;
    closings++;
  }

  @Override
  public void onTerminated() {
    terminations++;
  }
}
