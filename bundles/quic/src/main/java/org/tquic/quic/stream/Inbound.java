package org.tquic.quic.stream;

import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;
import org.tquic.quic.wire.VarInt;

/** What the peer's frames do to the streams, and what the application reads. */
final class Inbound {
  /** Gaps in one stream; each is worth 16 bytes of memory and some search. */
  static final int MAX_GAPS_PER_STREAM = 8192;

  /** Gaps in all streams together. */
  static final int MAX_GAPS = 65_536;

  private final ConnectionFlow flow;
  private final StreamTable table;
  private final Outbound outbound;
  private final StreamEvents events;
  private int gaps;

  Inbound(ConnectionFlow flow, StreamTable table, Outbound outbound, StreamEvents events) {
    this.flow = flow;
    this.table = table;
    this.outbound = outbound;
    this.events = events;
  }

  void onStream(long id, long offset, boolean fin, byte[] source, int from, int length) {
    if (offset > VarInt.MAX - length) {
      throw new QuicException(
          TransportError.FRAME_ENCODING_ERROR, FrameSink.STREAM, "stream longer than 2^62 - 1");
    }
    Stream stream = table.forFrame(id, false, FrameSink.STREAM);
    if (stream == null || !accept(stream, offset + length, fin, FrameSink.STREAM)) {
      return;
    }
    ReceivePart part = stream.receive;
    if (part.isStopped()) {
      dropped(stream);
      return;
    }
    int before = part.buffer.gaps();
    int readable = part.buffer.readable();
    part.buffer.receive(offset, source, from, length);
    gaps += part.buffer.gaps() - before;
    if (part.buffer.gaps() > MAX_GAPS_PER_STREAM || gaps > MAX_GAPS) {
      throw new QuicException(
          TransportError.INTERNAL_ERROR, FrameSink.STREAM, "too many gaps in streams");
    }
    if (part.isSizeKnown()) {
      outbound.settle(stream, Stream.OWES_MAX_STREAM_DATA);
    }
    if (!part.signalled && (part.buffer.readable() > readable || part.isAtEnd())) {
      part.signalled = true;
      events.onReadable(id);
    }
  }

  void onResetStream(long id, long code, long finalSize) {
    Stream stream = table.forFrame(id, false, FrameSink.RESET_STREAM);
    if (stream == null) {
      return;
    }
    // All of it is here, so it may still be read: RFC 9000 section 3.2.
    boolean complete = stream.receive.isAllReceived() && !stream.receive.isStopped();
    if (!accept(stream, finalSize, true, FrameSink.RESET_STREAM) || complete) {
      return;
    }
    endReceiving(stream);
    events.onReset(id, code);
  }

  /** Checks and counts a segment; false when nobody waits for it any more. */
  private boolean accept(Stream stream, long end, boolean isFinal, int frameType) {
    ReceivePart part = stream.receive;
    part.check(end, isFinal, frameType);
    if (part.isOver()) {
      return false;
    }
    flow.receive(part.advanceTo(end), frameType);
    part.received(end, isFinal);
    return true;
  }

  /** The application gives up reading. */
  void stop(Stream stream, long code) {
    ReceivePart part = stream.receive;
    if (part.isOver() || part.isStopped()) {
      return;
    }
    boolean complete = part.isAllReceived();
    gaps -= part.buffer.gaps();
    part.stop(code);
    if (!complete) {
      outbound.owe(stream, Stream.OWES_STOP_SENDING);
    }
    outbound.settle(stream, Stream.OWES_MAX_STREAM_DATA);
    dropped(stream);
  }

  /** What came of a stopped stream counts as read; nothing is awaited once its size is known. */
  private void dropped(Stream stream) {
    ReceivePart part = stream.receive;
    flow.window.consume(part.releaseRest());
    if (part.isSizeKnown() && (stream.owed & Stream.OWES_STOP_SENDING) == 0) {
      endReceiving(stream);
    }
  }

  private void endReceiving(Stream stream) {
    ReceivePart part = stream.receive;
    gaps -= part.buffer.gaps();
    flow.window.consume(part.releaseRest());
    part.end();
    outbound.settle(stream, Stream.OWES_STOP_SENDING | Stream.OWES_MAX_STREAM_DATA);
    table.closeIfOver(stream);
  }

  int read(Stream stream, byte[] target, int to, int length) {
    ReceivePart part = stream.receive;
    if (part.isAtEnd()) {
      endReceiving(stream);
      return -1;
    }
    int count = part.buffer.read(target, to, length);
    part.signalled &= part.buffer.readable() > 0 || part.isAtEnd();
    part.window.consume(count);
    flow.window.consume(part.release(count));
    if (!part.isSizeKnown() && !part.isStopped() && part.window.isUpdateDue()) {
      outbound.owe(stream, Stream.OWES_MAX_STREAM_DATA);
    }
    return count;
  }

  void onStreamDataBlocked(long id, long limit) {
    Stream stream = table.forFrame(id, false, FrameSink.STREAM_DATA_BLOCKED);
    if (stream == null) {
      return;
    }
    ReceivePart part = stream.receive;
    boolean news = limit >= part.window.limit() && part.window.canAdvance();
    if (news && !part.isSizeKnown() && !part.isStopped()) {
      outbound.owe(stream, Stream.OWES_MAX_STREAM_DATA);
    }
  }

  void onMaxStreamData(long id, long limit) {
    Stream stream = table.forFrame(id, true, FrameSink.MAX_STREAM_DATA);
    if (stream != null && stream.send.credit.raise(limit)) {
      outbound.settle(stream, Stream.OWES_STREAM_DATA_BLOCKED);
      outbound.update(stream);
    }
  }

  void onStopSending(long id, long code) {
    Stream stream = table.forFrame(id, true, FrameSink.STOP_SENDING);
    if (stream == null || stream.send.isOver() || stream.send.isReset()) {
      return;
    }
    reset(stream, code);
    events.onStopSending(id, code);
  }

  /** Ends the sending part with RESET_STREAM; what was not sent is dropped. */
  void reset(Stream stream, long code) {
    stream.send.reset(code);
    outbound.update(stream);
    outbound.settle(stream, Stream.OWES_STREAM_DATA_BLOCKED);
    outbound.owe(stream, Stream.OWES_RESET_STREAM);
  }

  void onMaxStreams(boolean bidirectional, long limit) {
    checkStreams(limit, bidirectional ? FrameSink.MAX_STREAMS_BIDI : FrameSink.MAX_STREAMS_UNI);
    if (table.own(bidirectional).raise(limit)) {
      events.onStreamsAvailable(bidirectional);
    }
  }

  void onStreamsBlocked(boolean bidirectional, long limit) {
    checkStreams(
        limit, bidirectional ? FrameSink.STREAMS_BLOCKED_BIDI : FrameSink.STREAMS_BLOCKED_UNI);
    table.peers(bidirectional).onBlocked(limit);
  }

  /** A number of streams above 2^60 cannot be, RFC 9000 sections 19.11 and 19.14. */
  private static void checkStreams(long limit, int frameType) {
    if (limit > StreamId.MAX_STREAMS) {
      throw new QuicException(
          TransportError.FRAME_ENCODING_ERROR, frameType, "more streams than there can be");
    }
  }
}
