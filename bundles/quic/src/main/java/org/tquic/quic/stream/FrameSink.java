package org.tquic.quic.stream;

import org.tquic.quic.wire.VarInt;
import org.tquic.quic.wire.WireWriter;

/**
 * Writes frames of RFC 9000 section 19 as long as they fit and reports each. Every method returns
 * false, and nothing is written, when there is not enough room.
 */
final class FrameSink {
  static final int RESET_STREAM = 0x04;
  static final int STOP_SENDING = 0x05;
  static final int CRYPTO = 0x06;
  static final int STREAM = 0x08;
  static final int STREAM_OFFSET = 0x04;
  static final int STREAM_LENGTH = 0x02;
  static final int STREAM_FIN = 0x01;
  static final int MAX_DATA = 0x10;
  static final int MAX_STREAM_DATA = 0x11;
  static final int MAX_STREAMS_BIDI = 0x12;
  static final int MAX_STREAMS_UNI = 0x13;
  static final int DATA_BLOCKED = 0x14;
  static final int STREAM_DATA_BLOCKED = 0x15;
  static final int STREAMS_BLOCKED_BIDI = 0x16;
  static final int STREAMS_BLOCKED_UNI = 0x17;
  static final int DATAGRAM = 0x30;
  static final int DATAGRAM_LENGTH = 0x31;

  /** Data is not cut into pieces smaller than this just because a packet is nearly full. */
  static final int MIN_PIECE_BYTES = 64;

  private WireWriter out;
  private SentFrames sent;
  private int frames;

  FrameSink begin(WireWriter target, SentFrames record) {
    out = target;
    sent = record;
    frames = 0;
    return this;
  }

  /** Frames written since {@link #begin}; the target is let go of. */
  int end() {
    out = null;
    sent = null;
    return frames;
  }

  boolean number(int type, int kind, long value) {
    if (1 + VarInt.length(value) > out.remaining()) {
      return false;
    }
    out.u8(type);
    out.varInt(value);
    return report(kind, value, 0, 0);
  }

  boolean streamNumber(int type, int kind, long id, long value) {
    if (1 + VarInt.length(id) + VarInt.length(value) > out.remaining()) {
      return false;
    }
    out.u8(type);
    out.varInt(id);
    out.varInt(value);
    return report(kind, id, value, 0);
  }

  boolean resetStream(long id, long code, long finalSize) {
    int length = 1 + VarInt.length(id) + VarInt.length(code) + VarInt.length(finalSize);
    if (length > out.remaining()) {
      return false;
    }
    out.u8(RESET_STREAM);
    out.varInt(id);
    out.varInt(code);
    out.varInt(finalSize);
    return report(StreamFrameKind.RESET_STREAM, id, code, finalSize);
  }

  /** Writes a STREAM frame of what was picked in the buffer. */
  boolean stream(long id, SendBuffer buffer) {
    long offset = buffer.selectedOffset();
    int header = 1 + VarInt.length(id) + (offset == 0 ? 0 : VarInt.length(offset));
    int length = piece(out.remaining() - header, buffer.selectedLength());
    if (length < 0) {
      return false;
    }
    boolean fin = buffer.selectedEnd() && length == buffer.selectedLength();
    out.u8(STREAM | STREAM_LENGTH | (offset == 0 ? 0 : STREAM_OFFSET) | (fin ? STREAM_FIN : 0));
    out.varInt(id);
    if (offset != 0) {
      out.varInt(offset);
    }
    out.varInt(length);
    buffer.send(out, length);
    int kind = fin ? StreamFrameKind.STREAM_FIN : StreamFrameKind.STREAM;
    return report(kind, id, offset, length);
  }

  /** Writes a CRYPTO frame of what was picked in the buffer. */
  boolean crypto(SendBuffer buffer) {
    long offset = buffer.selectedOffset();
    int length = piece(out.remaining() - 1 - VarInt.length(offset), buffer.selectedLength());
    if (length < 0) {
      return false;
    }
    out.u8(CRYPTO);
    out.varInt(offset);
    out.varInt(length);
    buffer.send(out, length);
    return report(StreamFrameKind.CRYPTO, offset, length, 0);
  }

  /** How many bytes to send with a length before them; -1 for none in this packet. */
  private static int piece(int room, int wanted) {
    int length = Math.min(wanted, room - 1);
    if (length >= 1 << 6) {
      length = Math.min(wanted, room - 2);
    }
    if (length >= 1 << 14) {
      length = Math.min(wanted, room - 4);
    }
    return length < wanted && length < MIN_PIECE_BYTES ? -1 : length;
  }

  private boolean report(int kind, long a, long b, long c) {
    frames++;
    sent.add(kind, a, b, c);
    return true;
  }
}
