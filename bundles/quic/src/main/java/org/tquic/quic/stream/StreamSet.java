package org.tquic.quic.stream;

import java.util.Objects;
import org.tquic.quic.Role;
import org.tquic.quic.wire.VarInt;
import org.tquic.quic.wire.WireWriter;

/**
 * All streams of a connection with both levels of flow control and the limits on their number, RFC
 * 9000 sections 2 to 4. Not safe for use by several threads.
 *
 * <p>Methods for frames of the peer throw {@link org.tquic.quic.QuicException} with the code that
 * RFC 9000 names. Methods for the application throw {@link IllegalArgumentException} for streams
 * that were never opened or do not go in that direction; streams that have come to an end, which
 * the peer may bring about at any time, give and take nothing.
 */
public final class StreamSet {
  private final ConnectionFlow flow;
  private final Outbound outbound;
  private final StreamTable table;
  private final Inbound inbound;
  private final Fates fates;
  private final StreamEvents events;

  /** The streams of a new connection: there are none, and none can be opened yet. */
  public StreamSet(Role role, LocalLimits limits, StreamEvents events) {
    this.events = events;
    flow = new ConnectionFlow(limits);
    outbound = new Outbound(flow);
    table = new StreamTable(role, limits, flow, outbound, events);
    inbound = new Inbound(flow, table, outbound, events);
    fates = new Fates(flow, table, outbound, events, limits.maxSendBuffer());
  }

  /**
   * The peer's transport parameters are known.
   *
   * @throws IllegalStateException when they were known already
   */
  public void setPeerLimits(PeerLimits limits) {
    table.setPeerLimits(limits);
    flow.credit.raise(limits.initialMaxData());
    boolean bidi = table.ownBidi.raise(limits.initialMaxStreamsBidi());
    boolean uni = table.ownUni.raise(limits.initialMaxStreamsUni());
    if (bidi) {
      events.onStreamsAvailable(true);
    }
    if (uni) {
      events.onStreamsAvailable(false);
    }
  }

  /** The time of what comes next; windows grow by it. */
  public void onTime(long nowNs) {
    flow.onTime(nowNs);
  }

  /**
   * The round-trip time of the connection, by which windows grow; they do not before it is known.
   */
  public void onRtt(long rttNs) {
    flow.onRtt(rttNs);
  }

  // Frames of the peer.

  /** STREAM, RFC 9000 section 19.8. */
  public void onStream(long id, long offset, boolean fin, byte[] data, int from, int length) {
    inbound.onStream(id, offset, fin, data, from, length);
  }

  /** RESET_STREAM, RFC 9000 section 19.4. */
  public void onResetStream(long id, long code, long finalSize) {
    inbound.onResetStream(id, code, finalSize);
  }

  /** STOP_SENDING, RFC 9000 section 19.5. */
  public void onStopSending(long id, long code) {
    inbound.onStopSending(id, code);
  }

  /** MAX_DATA, RFC 9000 section 19.9. */
  public void onMaxData(long limit) {
    flow.credit.raise(limit);
  }

  /** MAX_STREAM_DATA, RFC 9000 section 19.10. */
  public void onMaxStreamData(long id, long limit) {
    inbound.onMaxStreamData(id, limit);
  }

  /** MAX_STREAMS, RFC 9000 section 19.11. */
  public void onMaxStreams(boolean bidirectional, long limit) {
    inbound.onMaxStreams(bidirectional, limit);
  }

  /** DATA_BLOCKED, RFC 9000 section 19.12. */
  public void onDataBlocked(long limit) {
    flow.onDataBlocked(limit);
  }

  /** STREAM_DATA_BLOCKED, RFC 9000 section 19.13. */
  public void onStreamDataBlocked(long id, long limit) {
    inbound.onStreamDataBlocked(id, limit);
  }

  /** STREAMS_BLOCKED, RFC 9000 section 19.14. */
  public void onStreamsBlocked(boolean bidirectional, long limit) {
    inbound.onStreamsBlocked(bidirectional, limit);
  }

  // The application.

  /**
   * Opens a stream.
   *
   * @return its ID, or -1 when the peer's limit is reached; {@link StreamEvents#onStreamsAvailable}
   *     follows then
   */
  public long open(boolean bidirectional) {
    return table.open(bidirectional);
  }

  /** Streams of a kind that the peer lets be opened now. */
  public long openable(boolean bidirectional) {
    return table.own(bidirectional).openable();
  }

  /**
   * Appends to a stream.
   *
   * @param fin whether the stream ends behind these bytes; it does when all of them are taken
   * @return bytes taken; when fewer than given, {@link StreamEvents#onWritable} follows
   * @throws IllegalStateException when the stream was ended before
   */
  public int write(long id, byte[] source, int from, int length, boolean fin) {
    Objects.checkFromIndexSize(from, length, source.length);
    Stream stream = sending(id);
    if (stream == null || stream.send.isReset()) {
      return 0;
    }
    SendPart send = stream.send;
    int count = send.buffer.write(source, from, length);
    if (count < length) {
      send.wantsRoom = true;
    } else if (fin) {
      send.buffer.finish();
    }
    outbound.update(stream);
    return count;
  }

  /**
   * Takes bytes off a stream.
   *
   * @return bytes read; 0 when there are none now, or after the end or a reset; -1 at the end, once
   */
  public int read(long id, byte[] target, int to, int length) {
    Objects.checkFromIndexSize(to, length, target.length);
    Stream stream = receiving(id);
    return stream == null ? 0 : inbound.read(stream, target, to, length);
  }

  /** Gives up sending: RESET_STREAM. Without effect once all is acknowledged or it was reset. */
  public void reset(long id, long code) {
    checkCode(code);
    Stream stream = sending(id);
    if (stream != null && !stream.send.isOver() && !stream.send.isReset()) {
      inbound.reset(stream, code);
    }
  }

  /** Gives up reading: what comes is thrown away, and the peer is asked to stop: STOP_SENDING. */
  public void stopSending(long id, long code) {
    checkCode(code);
    Stream stream = receiving(id);
    if (stream != null) {
      inbound.stop(stream, code);
    }
  }

  /** Bytes that {@link #read} would give, or -1 when that would tell the end. */
  public int readable(long id) {
    Stream stream = receiving(id);
    return stream == null ? 0 : stream.receive.readable();
  }

  /** Bytes that {@link #write} would take. */
  public long writable(long id) {
    Stream stream = sending(id);
    return stream == null || !stream.send.isWritable() ? 0 : stream.send.buffer.room();
  }

  /** Whether a stream was not closed and forgotten yet. */
  public boolean isOpen(long id) {
    return table.get(id) != null;
  }

  /** Streams that are open, of either side. */
  public int openStreams() {
    return table.size();
  }

  /**
   * Sets the order of sending, RFC 9218 section 4. Streams start with urgency 3 and as incremental.
   *
   * @param urgency 0, most urgent, to 7
   * @param incremental whether it takes turns with others of its urgency; else those go in the
   *     order of their IDs
   */
  public void setPriority(long id, int urgency, boolean incremental) {
    if (urgency < 0 || urgency >= Priority.URGENCIES) {
      throw new IllegalArgumentException("not an urgency: " + urgency);
    }
    Stream stream = sending(id);
    if (stream != null) {
      outbound.setPriority(stream, urgency, incremental);
    }
  }

  // Packets.

  /** Whether {@link #fill} has something for a packet. */
  public boolean wantsToSend() {
    return outbound.wantsToSend(table);
  }

  /**
   * Writes frames as long as they fit: control frames, then data by priority, at equal urgency lost
   * data first. Data is not cut into pieces of fewer than 64 bytes, so that a packet that is nearly
   * full may get none.
   *
   * @param sent is told of each frame
   * @return number of frames
   */
  public int fill(WireWriter out, SentFrames sent) {
    return outbound.fill(table, out, sent);
  }

  /** A frame that {@link #fill} reported has reached the peer. */
  public void onAcked(int kind, long a, long b, long c) {
    fates.onAcked(kind, a, b, c);
  }

  /** A frame that {@link #fill} reported has not reached the peer. */
  public void onLost(int kind, long a, long b, long c) {
    fates.onLost(kind, a, b, c);
  }

  /**
   * Queues a frame that {@link #fill} reported to be sent once more while its fate is open.
   *
   * @return whether there is anything in it that the peer may still need
   */
  public boolean markForReinjection(int kind, long a, long b, long c) {
    return fates.reinject(kind, a, b, c);
  }

  private Stream sending(long id) {
    Stream stream = table.named(id);
    if (stream != null && stream.send == null) {
      throw new IllegalArgumentException("only the peer sends on stream " + id);
    }
    return stream;
  }

  private Stream receiving(long id) {
    Stream stream = table.named(id);
    if (stream != null && stream.receive == null) {
      throw new IllegalArgumentException("only we send on stream " + id);
    }
    return stream;
  }

  private static void checkCode(long code) {
    if (code < 0 || code > VarInt.MAX) {
      throw new IllegalArgumentException("not an error code: " + code);
    }
  }
}
