package org.tquic.quic.stream;

import org.tquic.quic.wire.WireWriter;

/** What is to be sent and in which order: control frames first, then data by priority. */
final class Outbound {
  private final ConnectionFlow flow;
  private final ControlQueue control = new ControlQueue();
  private final SendQueue repeats = new SendQueue();
  private final SendQueue fresh = new SendQueue();
  private final FrameSink sink = new FrameSink();

  Outbound(ConnectionFlow flow) {
    this.flow = flow;
  }

  /** Puts the stream into the queues where it belongs now, and out of the others. */
  void update(Stream stream) {
    SendPart send = stream.send;
    repeats.set(stream.repeats, send.hasFreeSegments());
    fresh.set(stream.fresh, send.hasFreshBytes());
    if (send.isBlockedReportDue()) {
      control.owe(stream, Stream.OWES_STREAM_DATA_BLOCKED);
    }
  }

  void owe(Stream stream, int frames) {
    control.owe(stream, frames);
  }

  void settle(Stream stream, int frames) {
    control.settle(stream, frames);
  }

  void forget(Stream stream) {
    repeats.set(stream.repeats, false);
    fresh.set(stream.fresh, false);
    control.settle(stream, stream.owed);
  }

  void setPriority(Stream stream, int urgency, boolean incremental) {
    repeats.set(stream.repeats, false);
    fresh.set(stream.fresh, false);
    stream.urgency = urgency;
    stream.incremental = incremental;
    update(stream);
  }

  boolean wantsToSend(StreamTable table) {
    return !control.isEmpty()
        || !repeats.isEmpty()
        || isFreshAllowed()
        || flow.isMaxDataDue()
        || isDataBlockedDue()
        || table.peerBidi.isOwed()
        || table.peerUni.isOwed()
        || table.ownBidi.isReportDue()
        || table.ownUni.isReportDue();
  }

  int fill(StreamTable table, WireWriter out, SentFrames sent) {
    sink.begin(out, sent);
    if (fillConnectionControl(table) && fillStreamControl(table)) {
      fillData();
    }
    return sink.end();
  }

  private boolean isFreshAllowed() {
    return !fresh.isEmpty() && flow.credit.available() > 0;
  }

  private boolean isDataBlockedDue() {
    return !fresh.isEmpty() && flow.credit.isReportDue();
  }

  private boolean fillConnectionControl(StreamTable table) {
    if (flow.isMaxDataDue()) {
      flow.advance();
      if (!sink.number(FrameSink.MAX_DATA, StreamFrameKind.MAX_DATA, flow.window.limit())) {
        flow.repeatMaxData = true;
        return false;
      }
    }
    if (isDataBlockedDue()) {
      long limit = flow.credit.limit();
      if (!sink.number(FrameSink.DATA_BLOCKED, StreamFrameKind.DATA_BLOCKED, limit)) {
        return false;
      }
      flow.credit.reported();
    }
    return fillMaxStreams(
            table.peerBidi, FrameSink.MAX_STREAMS_BIDI, StreamFrameKind.MAX_STREAMS_BIDI)
        && fillMaxStreams(table.peerUni, FrameSink.MAX_STREAMS_UNI, StreamFrameKind.MAX_STREAMS_UNI)
        && fillStreamsBlocked(
            table.ownBidi, FrameSink.STREAMS_BLOCKED_BIDI, StreamFrameKind.STREAMS_BLOCKED_BIDI)
        && fillStreamsBlocked(
            table.ownUni, FrameSink.STREAMS_BLOCKED_UNI, StreamFrameKind.STREAMS_BLOCKED_UNI);
  }

  private boolean fillMaxStreams(PeerStreams kind, int type, int recordKind) {
    if (!kind.isOwed()) {
      return true;
    }
    if (!sink.number(type, recordKind, kind.next())) {
      return false;
    }
    kind.advance();
    return true;
  }

  private boolean fillStreamsBlocked(OwnStreams kind, int type, int recordKind) {
    if (!kind.isReportDue()) {
      return true;
    }
    if (!sink.number(type, recordKind, kind.limit())) {
      return false;
    }
    kind.reported();
    return true;
  }

  private boolean fillStreamControl(StreamTable table) {
    for (Stream stream = control.first(); stream != null; stream = control.first()) {
      int frame = Integer.lowestOneBit(stream.owed);
      if (!fillControl(stream, frame)) {
        return false;
      }
      control.settle(stream, frame);
      if (frame == Stream.OWES_STOP_SENDING && stream.receive.isSizeKnown()) {
        stream.receive.end();
        table.closeIfOver(stream);
      }
    }
    return true;
  }

  private boolean fillControl(Stream stream, int frame) {
    long id = stream.id;
    switch (frame) {
      case Stream.OWES_RESET_STREAM:
        return sink.resetStream(id, stream.send.resetCode(), stream.send.buffer.sentEnd());
      case Stream.OWES_STOP_SENDING:
        return sink.streamNumber(
            FrameSink.STOP_SENDING, StreamFrameKind.STOP_SENDING, id, stream.receive.stopCode());
      case Stream.OWES_MAX_STREAM_DATA:
        flow.advance(stream.receive.window);
        return sink.streamNumber(
            FrameSink.MAX_STREAM_DATA,
            StreamFrameKind.MAX_STREAM_DATA,
            id,
            stream.receive.window.limit());
      default:
        return fillStreamDataBlocked(stream);
    }
  }

  private boolean fillStreamDataBlocked(Stream stream) {
    SendPart send = stream.send;
    if (!send.isBlockedReportDue()) {
      return true;
    }
    boolean fits =
        sink.streamNumber(
            FrameSink.STREAM_DATA_BLOCKED,
            StreamFrameKind.STREAM_DATA_BLOCKED,
            stream.id,
            send.credit.limit());
    if (fits) {
      send.credit.reported();
    }
    return fits;
  }

  private void fillData() {
    boolean room = true;
    while (room && (!repeats.isEmpty() || isFreshAllowed())) {
      boolean repeat = !isFreshAllowed() || repeats.urgency() <= fresh.urgency();
      room = repeat ? sendRepeat(repeats.head()) : sendFresh(fresh.head());
    }
  }

  private boolean sendRepeat(SendSlot slot) {
    Stream stream = slot.stream;
    SendBuffer buffer = stream.send.buffer;
    if (!buffer.selectRepeat()) {
      buffer.selectNew(buffer.sentEnd());
    }
    if (!sink.stream(stream.id, buffer)) {
      return false;
    }
    repeats.passTurn(slot);
    update(stream);
    return true;
  }

  private boolean sendFresh(SendSlot slot) {
    Stream stream = slot.stream;
    SendBuffer buffer = stream.send.buffer;
    SendCredit credit = stream.send.credit;
    long before = buffer.sentEnd();
    buffer.selectNew(before + Math.min(credit.available(), flow.credit.available()));
    if (!sink.stream(stream.id, buffer)) {
      return false;
    }
    long bytes = buffer.sentEnd() - before;
    credit.use(bytes);
    flow.credit.use(bytes);
    fresh.passTurn(slot);
    update(stream);
    return true;
  }
}
