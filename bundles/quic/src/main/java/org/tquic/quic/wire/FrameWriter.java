package org.tquic.quic.wire;

import java.nio.charset.StandardCharsets;

/**
 * Writes frames, RFC 9000 section 19, and tells their sizes in bytes before. {@code writeX} needs
 * {@code sizeX} bytes of room. Values outside of what a variable-length integer holds throw {@link
 * IllegalArgumentException}.
 */
public final class FrameWriter {
  private static final int PATH_TYPE_SIZE = 2;
  private static final int RESET_TOKEN_LENGTH = 16;

  private FrameWriter() {}

  public static int sizePing() {
    return 1;
  }

  public static void writePing(WireWriter out) {
    out.u8(FrameType.PING);
  }

  /** Bytes of an ACK or PATH_ACK with all its ranges. */
  public static int sizeAck(AckFrame frame) {
    checkAck(frame);
    return AckFrameCodec.size(frame, frame.rangeCount());
  }

  /**
   * Writes an ACK or PATH_ACK without those low ranges that do not fit.
   *
   * @param maxBytes room that it may take, in addition to what {@code out} has
   * @return false, with nothing written, when not even the highest range fits
   * @throws IllegalArgumentException when there is no range
   */
  public static boolean writeAck(WireWriter out, AckFrame frame, int maxBytes) {
    checkAck(frame);
    return AckFrameCodec.write(out, frame, maxBytes);
  }

  private static void checkAck(AckFrame frame) {
    if (frame.rangeCount() == 0) {
      throw new IllegalArgumentException("nothing to acknowledge");
    }
  }

  public static int sizeResetStream(long id, long code, long finalSize) {
    return 1 + VarInt.length(id) + VarInt.length(code) + VarInt.length(finalSize);
  }

  public static void writeResetStream(WireWriter out, long id, long code, long finalSize) {
    out.u8(FrameType.RESET_STREAM);
    out.varInt(id);
    out.varInt(code);
    out.varInt(finalSize);
  }

  public static int sizeStopSending(long id, long code) {
    return 1 + VarInt.length(id) + VarInt.length(code);
  }

  public static void writeStopSending(WireWriter out, long id, long code) {
    two(out, FrameType.STOP_SENDING, id, code);
  }

  /** Bytes before the data of a CRYPTO frame. */
  public static int cryptoHeaderSize(long offset, int length) {
    return 1 + VarInt.length(offset) + VarInt.length(length);
  }

  /** Writes what comes before the data of a CRYPTO frame. */
  public static void writeCryptoHeader(WireWriter out, long offset, int length) {
    two(out, FrameType.CRYPTO, offset, length);
  }

  public static int sizeCrypto(long offset, int length) {
    return cryptoHeaderSize(offset, length) + length;
  }

  public static void writeCrypto(WireWriter out, long offset, byte[] a, int off, int length) {
    writeCryptoHeader(out, offset, length);
    out.bytes(a, off, length);
  }

  public static int sizeNewToken(int length) {
    return 1 + VarInt.length(length) + length;
  }

  /** Writes a NEW_TOKEN; {@code length} is above 0. */
  public static void writeNewToken(WireWriter out, byte[] a, int off, int length) {
    if (length <= 0) {
      throw new IllegalArgumentException("a token has bytes");
    }
    one(out, FrameType.NEW_TOKEN, length);
    out.bytes(a, off, length);
  }

  /** Bytes before the data of a STREAM frame without a Length field. */
  public static int streamHeaderSize(long id, long offset) {
    return 1 + VarInt.length(id) + (offset == 0 ? 0 : VarInt.length(offset));
  }

  /** Bytes before the data of a STREAM frame with a Length field. */
  public static int streamHeaderSize(long id, long offset, int length) {
    return streamHeaderSize(id, offset) + VarInt.length(length);
  }

  /**
   * Writes what comes before the data of a STREAM frame.
   *
   * @param lengthPresent false when the data will fill the packet
   * @param length bytes of data
   */
  public static void writeStreamHeader(
      WireWriter out, long id, long offset, boolean fin, boolean lengthPresent, int length) {
    out.u8(
        FrameType.STREAM
            | (offset == 0 ? 0 : FrameType.STREAM_OFF)
            | (lengthPresent ? FrameType.STREAM_LEN : 0)
            | (fin ? FrameType.STREAM_FIN : 0));
    out.varInt(id);
    if (offset != 0) {
      out.varInt(offset);
    }
    if (lengthPresent) {
      out.varInt(length);
    }
  }

  /** Bytes of a STREAM frame with a Length field. */
  public static int sizeStream(long id, long offset, int length) {
    return streamHeaderSize(id, offset, length) + length;
  }

  /** Writes a STREAM frame with a Length field. */
  public static void writeStream(
      WireWriter out, long id, long offset, boolean fin, byte[] a, int off, int length) {
    writeStreamHeader(out, id, offset, fin, true, length);
    out.bytes(a, off, length);
  }

  public static int sizeMaxData(long maximum) {
    return 1 + VarInt.length(maximum);
  }

  public static void writeMaxData(WireWriter out, long maximum) {
    one(out, FrameType.MAX_DATA, maximum);
  }

  public static int sizeMaxStreamData(long id, long maximum) {
    return 1 + VarInt.length(id) + VarInt.length(maximum);
  }

  public static void writeMaxStreamData(WireWriter out, long id, long maximum) {
    two(out, FrameType.MAX_STREAM_DATA, id, maximum);
  }

  public static int sizeMaxStreams(long maximum) {
    return 1 + VarInt.length(maximum);
  }

  public static void writeMaxStreams(WireWriter out, boolean bidirectional, long maximum) {
    one(out, bidirectional ? FrameType.MAX_STREAMS_BIDI : FrameType.MAX_STREAMS_UNI, maximum);
  }

  public static int sizeDataBlocked(long limit) {
    return 1 + VarInt.length(limit);
  }

  public static void writeDataBlocked(WireWriter out, long limit) {
    one(out, FrameType.DATA_BLOCKED, limit);
  }

  public static int sizeStreamDataBlocked(long id, long limit) {
    return 1 + VarInt.length(id) + VarInt.length(limit);
  }

  public static void writeStreamDataBlocked(WireWriter out, long id, long limit) {
    two(out, FrameType.STREAM_DATA_BLOCKED, id, limit);
  }

  public static int sizeStreamsBlocked(long limit) {
    return 1 + VarInt.length(limit);
  }

  public static void writeStreamsBlocked(WireWriter out, boolean bidirectional, long limit) {
    one(out, bidirectional ? FrameType.STREAMS_BLOCKED_BIDI : FrameType.STREAMS_BLOCKED_UNI, limit);
  }

  /** Bytes of a NEW_CONNECTION_ID, or PATH_NEW_CONNECTION_ID if {@code pathFrame}. */
  public static int sizeNewConnectionId(
      boolean pathFrame, long pathId, long sequence, long retirePriorTo, ConnectionId id) {
    return (pathFrame ? PATH_TYPE_SIZE + VarInt.length(pathId) : 1)
        + VarInt.length(sequence)
        + VarInt.length(retirePriorTo)
        + 1
        + id.length()
        + RESET_TOKEN_LENGTH;
  }

  /**
   * Writes a NEW_CONNECTION_ID, or PATH_NEW_CONNECTION_ID if {@code pathFrame}.
   *
   * @param pathId ignored unless {@code pathFrame}
   * @param token 16 bytes
   */
  public static void writeNewConnectionId(
      WireWriter out,
      boolean pathFrame,
      long pathId,
      long sequence,
      long retirePriorTo,
      ConnectionId id,
      byte[] token) {
    if (token.length != RESET_TOKEN_LENGTH || id.length() == 0) {
      throw new IllegalArgumentException("a token has 16 bytes, a connection ID at least one");
    }
    typeAndPath(
        out, pathFrame, FrameType.NEW_CONNECTION_ID, FrameType.PATH_NEW_CONNECTION_ID, pathId);
    out.varInt(sequence);
    out.varInt(retirePriorTo);
    out.u8(id.length());
    id.write(out);
    out.bytes(token);
  }

  /** Bytes of a RETIRE_CONNECTION_ID, or PATH_RETIRE_CONNECTION_ID if {@code pathFrame}. */
  public static int sizeRetireConnectionId(boolean pathFrame, long pathId, long sequence) {
    return (pathFrame ? PATH_TYPE_SIZE + VarInt.length(pathId) : 1) + VarInt.length(sequence);
  }

  /** Writes a RETIRE_CONNECTION_ID, or PATH_RETIRE_CONNECTION_ID if {@code pathFrame}. */
  public static void writeRetireConnectionId(
      WireWriter out, boolean pathFrame, long pathId, long sequence) {
    typeAndPath(
        out,
        pathFrame,
        FrameType.RETIRE_CONNECTION_ID,
        FrameType.PATH_RETIRE_CONNECTION_ID,
        pathId);
    out.varInt(sequence);
  }

  public static int sizePathChallenge() {
    return 1 + Long.BYTES;
  }

  public static void writePathChallenge(WireWriter out, long data) {
    out.u8(FrameType.PATH_CHALLENGE);
    out.i64(data);
  }

  public static int sizePathResponse() {
    return 1 + Long.BYTES;
  }

  public static void writePathResponse(WireWriter out, long data) {
    out.u8(FrameType.PATH_RESPONSE);
    out.i64(data);
  }

  /** Bytes of a CONNECTION_CLOSE with its whole reason. */
  public static int sizeConnectionClose(
      boolean application, long code, long frameType, String reason) {
    int length = reason.getBytes(StandardCharsets.UTF_8).length;
    return closeHeaderSize(application, code, frameType) + VarInt.length(length) + length;
  }

  private static int closeHeaderSize(boolean application, long code, long frameType) {
    return 1 + VarInt.length(code) + (application ? 0 : VarInt.length(frameType));
  }

  /**
   * Writes a CONNECTION_CLOSE, with as much of the reason as there is room for.
   *
   * @param application whether the code is the application's: never in Initial and Handshake
   *     packets, RFC 9000 section 10.2.3
   * @param frameType ignored if {@code application}
   */
  public static void writeConnectionClose(
      WireWriter out, boolean application, long code, long frameType, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    int room = out.remaining() - closeHeaderSize(application, code, frameType);
    int length = prefixThatFits(text, room - VarInt.length(text.length));
    out.u8(application ? FrameType.CONNECTION_CLOSE_APPLICATION : FrameType.CONNECTION_CLOSE);
    out.varInt(code);
    if (!application) {
      out.varInt(frameType);
    }
    out.varInt(length);
    out.bytes(text, 0, length);
  }

  /** Length of a prefix of UTF-8 text that does not end within a character. */
  private static int prefixThatFits(byte[] text, int room) {
    if (text.length <= room) {
      return text.length;
    }
    int length = Math.max(0, room);
    while (length > 0 && (text[length] & 0xc0) == 0x80) {
      length--;
    }
    return length;
  }

  public static int sizeHandshakeDone() {
    return 1;
  }

  public static void writeHandshakeDone(WireWriter out) {
    out.u8(FrameType.HANDSHAKE_DONE);
  }

  /** Bytes before the data of a DATAGRAM. */
  public static int datagramHeaderSize(boolean lengthPresent, int length) {
    return lengthPresent ? 1 + VarInt.length(length) : 1;
  }

  /**
   * Writes what comes before the data of a DATAGRAM.
   *
   * @param lengthPresent false when the data will fill the packet
   * @param length bytes of data
   */
  public static void writeDatagramHeader(WireWriter out, boolean lengthPresent, int length) {
    if (lengthPresent) {
      one(out, FrameType.DATAGRAM_LEN, length);
    } else {
      out.u8(FrameType.DATAGRAM);
    }
  }

  /** Bytes of a DATAGRAM with a Length field. */
  public static int sizeDatagram(int length) {
    return datagramHeaderSize(true, length) + length;
  }

  /** Writes a DATAGRAM with a Length field. */
  public static void writeDatagram(WireWriter out, byte[] a, int off, int length) {
    writeDatagramHeader(out, true, length);
    out.bytes(a, off, length);
  }

  public static int sizePathAbandon(long pathId, long code) {
    return PATH_TYPE_SIZE + VarInt.length(pathId) + VarInt.length(code);
  }

  public static void writePathAbandon(WireWriter out, long pathId, long code) {
    two(out, FrameType.PATH_ABANDON, pathId, code);
  }

  /** Bytes of a PATH_STATUS_AVAILABLE or PATH_STATUS_BACKUP. */
  public static int sizePathStatus(long pathId, long sequence) {
    return PATH_TYPE_SIZE + VarInt.length(pathId) + VarInt.length(sequence);
  }

  /** Writes a PATH_STATUS_AVAILABLE or PATH_STATUS_BACKUP. */
  public static void writePathStatus(
      WireWriter out, long pathId, long sequence, boolean available) {
    two(
        out,
        available ? FrameType.PATH_STATUS_AVAILABLE : FrameType.PATH_STATUS_BACKUP,
        pathId,
        sequence);
  }

  public static int sizeMaxPathId(long maximum) {
    return PATH_TYPE_SIZE + VarInt.length(maximum);
  }

  public static void writeMaxPathId(WireWriter out, long maximum) {
    one(out, FrameType.MAX_PATH_ID, maximum);
  }

  public static int sizePathsBlocked(long maximum) {
    return PATH_TYPE_SIZE + VarInt.length(maximum);
  }

  public static void writePathsBlocked(WireWriter out, long maximum) {
    one(out, FrameType.PATHS_BLOCKED, maximum);
  }

  public static int sizePathCidsBlocked(long pathId, long nextSequence) {
    return PATH_TYPE_SIZE + VarInt.length(pathId) + VarInt.length(nextSequence);
  }

  public static void writePathCidsBlocked(WireWriter out, long pathId, long nextSequence) {
    two(out, FrameType.PATH_CIDS_BLOCKED, pathId, nextSequence);
  }

  private static void one(WireWriter out, int type, long value) {
    out.varInt(type);
    out.varInt(value);
  }

  private static void two(WireWriter out, int type, long first, long second) {
    out.varInt(type);
    out.varInt(first);
    out.varInt(second);
  }

  private static void typeAndPath(
      WireWriter out, boolean pathFrame, int plainType, int pathType, long pathId) {
    if (pathFrame) {
      one(out, pathType, pathId);
    } else {
      out.u8(plainType);
    }
  }
}
