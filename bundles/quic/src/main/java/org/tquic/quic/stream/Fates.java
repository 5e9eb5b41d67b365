package org.tquic.quic.stream;

/** What becomes of frames that were sent, RFC 9000 section 13.3. */
final class Fates {
  private final ConnectionFlow flow;
  private final StreamTable table;
  private final Outbound outbound;
  private final StreamEvents events;
  private final int sendCapacity;

  Fates(
      ConnectionFlow flow,
      StreamTable table,
      Outbound outbound,
      StreamEvents events,
      int sendCapacity) {
    this.flow = flow;
    this.table = table;
    this.outbound = outbound;
    this.events = events;
    this.sendCapacity = sendCapacity;
  }

  void onAcked(int kind, long a, long b, long c) {
    switch (kind) {
      case StreamFrameKind.STREAM -> onDataAcked(a, b, c, false);
      case StreamFrameKind.STREAM_FIN -> onDataAcked(a, b, c, true);
      case StreamFrameKind.RESET_STREAM -> onResetAcked(a);
      default -> check(kind);
    }
  }

  private void onDataAcked(long id, long offset, long length, boolean fin) {
    Stream stream = table.get(id);
    if (stream == null || stream.send.isReset() || stream.send.isOver()) {
      return;
    }
    SendPart send = stream.send;
    send.buffer.onAcked(offset, length, fin);
    outbound.update(stream);
    if (send.buffer.isComplete()) {
      send.end();
      table.closeIfOver(stream);
      events.onFinished(id);
    } else if (send.wantsRoom && send.buffer.room() >= (sendCapacity + 1) / 2) {
      send.wantsRoom = false;
      events.onWritable(id);
    }
  }

  private void onResetAcked(long id) {
    Stream stream = table.get(id);
    if (stream != null) {
      stream.send.end();
      outbound.settle(stream, Stream.OWES_RESET_STREAM);
      table.closeIfOver(stream);
    }
  }

  void onLost(int kind, long a, long b, long c) {
    if (kind != StreamFrameKind.STREAM && kind != StreamFrameKind.STREAM_FIN) {
      repeatControl(kind, a, b);
      return;
    }
    Stream stream = table.get(a);
    if (stream != null && !stream.send.isReset() && !stream.send.isOver()) {
      stream.send.buffer.onLost(b, c, kind == StreamFrameKind.STREAM_FIN);
      outbound.update(stream);
    }
  }

  boolean reinject(int kind, long a, long b, long c) {
    if (kind != StreamFrameKind.STREAM && kind != StreamFrameKind.STREAM_FIN) {
      return repeatControl(kind, a, b);
    }
    Stream stream = table.get(a);
    if (stream == null || stream.send.isReset() || stream.send.isOver()) {
      return false;
    }
    boolean queued =
        stream.send.buffer.markForReinjection(b, c, kind == StreamFrameKind.STREAM_FIN);
    outbound.update(stream);
    return queued;
  }

  /** Queues a control frame again where it still says something; returns whether it does. */
  private boolean repeatControl(int kind, long a, long b) {
    switch (kind) {
      case StreamFrameKind.MAX_DATA:
        flow.repeatMaxData |= a == flow.window.limit();
        return a == flow.window.limit();
      case StreamFrameKind.DATA_BLOCKED:
        return flow.credit.onReportLost(a);
      case StreamFrameKind.MAX_STREAMS_BIDI:
        return table.peerBidi.onLost(a);
      case StreamFrameKind.MAX_STREAMS_UNI:
        return table.peerUni.onLost(a);
      case StreamFrameKind.STREAMS_BLOCKED_BIDI:
        return table.ownBidi.onReportLost(a);
      case StreamFrameKind.STREAMS_BLOCKED_UNI:
        return table.ownUni.onReportLost(a);
      default:
        return repeatStreamControl(kind, table.get(a), b);
    }
  }

  private boolean repeatStreamControl(int kind, Stream stream, long value) {
    check(kind);
    if (stream == null) {
      return false;
    }
    SendPart send = stream.send;
    ReceivePart receive = stream.receive;
    switch (kind) {
      case StreamFrameKind.RESET_STREAM:
        return repeat(stream, Stream.OWES_RESET_STREAM, !send.isOver());
      case StreamFrameKind.STOP_SENDING:
        return repeat(stream, Stream.OWES_STOP_SENDING, !receive.isSizeKnown());
      case StreamFrameKind.MAX_STREAM_DATA:
        boolean latest = value == receive.window.limit();
        boolean useful = latest && !receive.isSizeKnown() && !receive.isStopped();
        return repeat(stream, Stream.OWES_MAX_STREAM_DATA, useful);
      case StreamFrameKind.STREAM_DATA_BLOCKED:
        send.credit.onReportLost(value);
        return repeat(stream, Stream.OWES_STREAM_DATA_BLOCKED, send.isBlockedReportDue());
      default:
        return false;
    }
  }

  private boolean repeat(Stream stream, int frame, boolean useful) {
    if (useful) {
      outbound.owe(stream, frame);
    }
    return useful;
  }

  private static void check(int kind) {
    if (kind < StreamFrameKind.STREAM || kind > StreamFrameKind.DATAGRAM) {
      throw new IllegalArgumentException("not a frame of streams: " + kind);
    }
  }
}
