package org.tquic.quic.wire;

import java.nio.charset.StandardCharsets;
import org.tquic.quic.PacketType;
import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;

/**
 * Takes the payload of a packet apart into frames, RFC 9000 sections 12.4 and 19, and checks what
 * can be checked without the state of a connection. Reusable; allocates for rare frames only.
 */
public final class FrameParser {
  /** A frame was there that asks for an acknowledgement, RFC 9002 section 2. */
  public static final int ACK_ELICITING = 1;

  /** A frame was there that RFC 9000 section 9.1 does not list as a probing one. */
  public static final int NON_PROBING = 2;

  /** Bytes kept of the reason of a CONNECTION_CLOSE. */
  public static final int MAX_REASON_BYTES = 512;

  private static final int RESET_TOKEN_LENGTH = 16;
  private static final long MAX_STREAMS = 1L << 60;
  private static final long MAX_PATH_ID = 0xffff_ffffL;

  private final AckFrame ack = new AckFrame();

  /**
   * Calls the handler for each frame of a payload.
   *
   * @param packet type of the packet: one that has frames
   * @param multipath whether frames of the multipath extension are known
   * @return {@link #ACK_ELICITING} and {@link #NON_PROBING}, or'ed
   * @throws QuicException FRAME_ENCODING_ERROR for a malformed frame or one of unknown type,
   *     PROTOCOL_VIOLATION for a frame that must not be in such a packet, a type in more bytes than
   *     it takes, a path ID over 2^32 − 1 or a payload without frames
   */
  public int parse(WireReader in, PacketType packet, boolean multipath, FrameHandler handler) {
    if (!in.hasRemaining()) {
      throw new QuicException(TransportError.PROTOCOL_VIOLATION, "a packet without frames");
    }
    int flags = 0;
    while (in.hasRemaining()) {
      long type = type(in);
      if (!FrameType.isKnown(type, multipath)) {
        throw new QuicException(TransportError.FRAME_ENCODING_ERROR, type, "unknown frame type");
      }
      int known = (int) type;
      if (!FrameType.isPermitted(known, packet)) {
        throw new QuicException(
            TransportError.PROTOCOL_VIOLATION, type, "frame in a packet of the wrong type");
      }
      try {
        dispatch(known, in, handler);
      } catch (QuicException e) {
        if (e.frameType() != 0) {
          throw e;
        }
        throw new QuicException(e.code(), type, e.getMessage());
      }
      flags |= flags(known);
    }
    return flags;
  }

  private static long type(WireReader in) {
    int at = in.position();
    long type = in.varInt();
    if (in.position() - at != VarInt.length(type)) {
      throw new QuicException(
          TransportError.PROTOCOL_VIOLATION, type, "frame type in too many bytes");
    }
    return type;
  }

  private static int flags(int type) {
    return switch (type) {
      case FrameType.PADDING -> 0;
      case FrameType.ACK,
          FrameType.ACK_ECN,
          FrameType.PATH_ACK,
          FrameType.PATH_ACK_ECN,
          FrameType.CONNECTION_CLOSE,
          FrameType.CONNECTION_CLOSE_APPLICATION ->
          NON_PROBING;
      case FrameType.PATH_CHALLENGE, FrameType.PATH_RESPONSE, FrameType.NEW_CONNECTION_ID ->
          ACK_ELICITING;
      default -> ACK_ELICITING | NON_PROBING;
    };
  }

  private void dispatch(int type, WireReader in, FrameHandler to) {
    switch (type) {
      case FrameType.PADDING -> padding(in, to);
      case FrameType.PING -> to.onPing();
      case FrameType.ACK, FrameType.ACK_ECN, FrameType.PATH_ACK, FrameType.PATH_ACK_ECN -> {
        AckFrameCodec.read(in, type, ack);
        to.onAck(ack);
      }
      case FrameType.RESET_STREAM -> to.onResetStream(in.varInt(), in.varInt(), in.varInt());
      case FrameType.STOP_SENDING -> to.onStopSending(in.varInt(), in.varInt());
      case FrameType.CRYPTO -> crypto(in, to);
      case FrameType.NEW_TOKEN -> newToken(in, to);
      case FrameType.MAX_DATA -> to.onMaxData(in.varInt());
      case FrameType.MAX_STREAM_DATA -> to.onMaxStreamData(in.varInt(), in.varInt());
      case FrameType.MAX_STREAMS_BIDI, FrameType.MAX_STREAMS_UNI ->
          to.onMaxStreams(type == FrameType.MAX_STREAMS_BIDI, streamCount(in));
      case FrameType.DATA_BLOCKED -> to.onDataBlocked(in.varInt());
      case FrameType.STREAM_DATA_BLOCKED -> to.onStreamDataBlocked(in.varInt(), in.varInt());
      case FrameType.STREAMS_BLOCKED_BIDI, FrameType.STREAMS_BLOCKED_UNI ->
          to.onStreamsBlocked(type == FrameType.STREAMS_BLOCKED_BIDI, streamCount(in));
      case FrameType.NEW_CONNECTION_ID -> newConnectionId(false, 0, in, to);
      case FrameType.RETIRE_CONNECTION_ID -> to.onRetireConnectionId(false, 0, in.varInt());
      case FrameType.PATH_CHALLENGE -> to.onPathChallenge(in.i64());
      case FrameType.PATH_RESPONSE -> to.onPathResponse(in.i64());
      case FrameType.CONNECTION_CLOSE -> connectionClose(false, in, to);
      case FrameType.CONNECTION_CLOSE_APPLICATION -> connectionClose(true, in, to);
      case FrameType.HANDSHAKE_DONE -> to.onHandshakeDone();
      case FrameType.DATAGRAM, FrameType.DATAGRAM_LEN -> datagram(type, in, to);
      default -> {
        if (type >= FrameType.PATH_ABANDON) {
          dispatchPathFrame(type, in, to);
        } else {
          stream(type, in, to);
        }
      }
    }
  }

  private static void dispatchPathFrame(int type, WireReader in, FrameHandler to) {
    long path = pathId(in);
    switch (type) {
      case FrameType.PATH_ABANDON -> to.onPathAbandon(path, in.varInt());
      case FrameType.PATH_STATUS_BACKUP -> to.onPathStatus(path, in.varInt(), false);
      case FrameType.PATH_STATUS_AVAILABLE -> to.onPathStatus(path, in.varInt(), true);
      case FrameType.PATH_NEW_CONNECTION_ID -> newConnectionId(true, path, in, to);
      case FrameType.PATH_RETIRE_CONNECTION_ID -> to.onRetireConnectionId(true, path, in.varInt());
      case FrameType.MAX_PATH_ID -> to.onMaxPathId(path);
      case FrameType.PATHS_BLOCKED -> to.onPathsBlocked(path);
      default -> to.onPathCidsBlocked(path, in.varInt());
    }
  }

  /** A path ID; none above 2^32 − 1 can ever be within a limit, multipath draft section 4.6. */
  static long pathId(WireReader in) {
    long path = in.varInt();
    if (path > MAX_PATH_ID) {
      throw new QuicException(TransportError.PROTOCOL_VIOLATION, "path ID over 32 bits");
    }
    return path;
  }

  private static void padding(WireReader in, FrameHandler to) {
    byte[] a = in.array();
    int from = in.position();
    int end = from + in.remaining();
    int at = from;
    while (at < end && a[at] == 0) {
      at++;
    }
    in.skip(at - from);
    // The type of the first one was read.
    to.onPadding(at - from + 1);
  }

  private static void crypto(WireReader in, FrameHandler to) {
    long offset = in.varInt();
    int length = in.length();
    checkEnd(offset, length);
    to.onCrypto(offset, in.array(), in.skip(length), length);
  }

  private static void newToken(WireReader in, FrameHandler to) {
    int length = in.length();
    if (length == 0) {
      throw malformed("empty token");
    }
    to.onNewToken(in.array(), in.skip(length), length);
  }

  private static void stream(int type, WireReader in, FrameHandler to) {
    long id = in.varInt();
    long offset = (type & FrameType.STREAM_OFF) != 0 ? in.varInt() : 0;
    int length = (type & FrameType.STREAM_LEN) != 0 ? in.length() : in.remaining();
    checkEnd(offset, length);
    boolean fin = (type & FrameType.STREAM_FIN) != 0;
    to.onStream(id, offset, fin, in.array(), in.skip(length), length);
  }

  private static void checkEnd(long offset, int length) {
    if (offset + length > VarInt.MAX) {
      throw malformed("data beyond the largest offset");
    }
  }

  private static long streamCount(WireReader in) {
    long count = in.varInt();
    if (count > MAX_STREAMS) {
      throw malformed("more streams than there are IDs");
    }
    return count;
  }

  private static void newConnectionId(
      boolean pathFrame, long path, WireReader in, FrameHandler to) {
    long sequence = in.varInt();
    long retirePriorTo = in.varInt();
    if (retirePriorTo > sequence) {
      throw malformed("retires the connection ID that it brings");
    }
    int length = in.u8();
    if (length < 1 || length > ConnectionId.MAX_LENGTH) {
      throw malformed("connection ID of " + length + " bytes");
    }
    ConnectionId id = ConnectionId.of(in.array(), in.skip(length), length);
    int token = in.skip(RESET_TOKEN_LENGTH);
    to.onNewConnectionId(pathFrame, path, sequence, retirePriorTo, id, in.array(), token);
  }

  private static void connectionClose(boolean application, WireReader in, FrameHandler to) {
    long code = in.varInt();
    long frameType = application ? 0 : in.varInt();
    int length = in.length();
    int at = in.skip(length);
    int kept = Math.min(length, MAX_REASON_BYTES);
    String reason = new String(in.array(), at, kept, StandardCharsets.UTF_8);
    to.onConnectionClose(application, code, frameType, reason);
  }

  private static void datagram(int type, WireReader in, FrameHandler to) {
    int length = type == FrameType.DATAGRAM_LEN ? in.length() : in.remaining();
    to.onDatagram(in.array(), in.skip(length), length);
  }

  private static QuicException malformed(String reason) {
    return new QuicException(TransportError.FRAME_ENCODING_ERROR, reason);
  }
}
