package org.tquic.quic.wire;

import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;

/** ACK and PATH_ACK frames as they travel, RFC 9000 section 19.3 and multipath draft 4.1. */
final class AckFrameCodec {
  private AckFrameCodec() {}

  /** Reads what follows the type. Ranges that are too many to keep are checked as well. */
  static void read(WireReader in, int type, AckFrame into) {
    into.clear();
    if (type == FrameType.PATH_ACK || type == FrameType.PATH_ACK_ECN) {
      into.pathFrame = true;
      into.pathId = FrameParser.pathId(in);
    }
    long high = in.varInt();
    into.delay = in.varInt();
    long further = in.varInt();
    long low = notNegative(high - in.varInt());
    into.addRange(low, high);
    for (; further > 0; further--) {
      high = notNegative(low - in.varInt() - 2);
      low = notNegative(high - in.varInt());
      into.addRange(low, high);
    }
    if (type == FrameType.ACK_ECN || type == FrameType.PATH_ACK_ECN) {
      into.hasEcn = true;
      into.ect0 = in.varInt();
      into.ect1 = in.varInt();
      into.ce = in.varInt();
    }
  }

  private static long notNegative(long number) {
    if (number < 0) {
      throw new QuicException(TransportError.FRAME_ENCODING_ERROR, "a packet number below 0");
    }
    return number;
  }

  /** Bytes of a frame with its first {@code ranges} ranges. */
  static int size(AckFrame frame, int ranges) {
    int size = fixedSize(frame) + VarInt.length(ranges - 1);
    for (int i = 1; i < ranges; i++) {
      size += rangeSize(frame, i);
    }
    return size;
  }

  /** Type, path ID, largest, delay, first range and ECN counts. */
  private static int fixedSize(AckFrame frame) {
    int size = 1 + VarInt.length(frame.rangeHigh(0)) + VarInt.length(frame.delay);
    size += VarInt.length(frame.rangeHigh(0) - frame.rangeLow(0));
    if (frame.pathFrame) {
      size += VarInt.length(frame.pathId);
    }
    if (frame.hasEcn) {
      size += VarInt.length(frame.ect0) + VarInt.length(frame.ect1) + VarInt.length(frame.ce);
    }
    return size;
  }

  private static int rangeSize(AckFrame frame, int range) {
    return VarInt.length(gap(frame, range))
        + VarInt.length(frame.rangeHigh(range) - frame.rangeLow(range));
  }

  private static long gap(AckFrame frame, int range) {
    return frame.rangeLow(range - 1) - frame.rangeHigh(range) - 2;
  }

  /** How many of the highest ranges fit, 0 when not even the first does. */
  private static int rangesThatFit(AckFrame frame, int maxBytes) {
    int size = fixedSize(frame);
    int fit = 0;
    while (size + VarInt.length(fit) <= maxBytes) {
      fit++;
      if (fit == frame.rangeCount()) {
        break;
      }
      size += rangeSize(frame, fit);
    }
    return fit;
  }

  /** Writes as many of the highest ranges as fit; false when not even the first does. */
  static boolean write(WireWriter out, AckFrame frame, int maxBytes) {
    int ranges = rangesThatFit(frame, Math.min(maxBytes, out.remaining()));
    if (ranges == 0) {
      return false;
    }
    int type = frame.pathFrame ? FrameType.PATH_ACK : FrameType.ACK;
    out.u8(frame.hasEcn ? type + 1 : type);
    if (frame.pathFrame) {
      out.varInt(frame.pathId);
    }
    out.varInt(frame.rangeHigh(0));
    out.varInt(frame.delay);
    out.varInt(ranges - 1);
    out.varInt(frame.rangeHigh(0) - frame.rangeLow(0));
    for (int i = 1; i < ranges; i++) {
      out.varInt(gap(frame, i));
      out.varInt(frame.rangeHigh(i) - frame.rangeLow(i));
    }
    if (frame.hasEcn) {
      out.varInt(frame.ect0);
      out.varInt(frame.ect1);
      out.varInt(frame.ce);
    }
    return true;
  }
}
