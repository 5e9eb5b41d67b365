package org.tquic.masque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Finds capsules in a stream's bytes, however they are cut (RFC 9297 section 3.2). Capsules of
 * unknown types are skipped, whatever their length (section 3.3).
 */
final class CapsuleDecoder {
  private static final int HEADER_BYTES = 16;

  /** Takes capsules of known types. */
  interface Sink {
    /** One capsule; the value is valid during the call. */
    void capsule(long type, ByteBuf value) throws MasqueException;
  }

  private final int maxValueBytes;
  private final Sink sink;
  private final ByteBuf header = Unpooled.buffer(HEADER_BYTES, HEADER_BYTES);

  private long type = -1;
  private long missing;
  private ByteBuf value;

  CapsuleDecoder(int maxValueBytes, Sink sink) {
    this.maxValueBytes = maxValueBytes;
    this.sink = sink;
  }

  /** Reads all of the bytes; the buffer stays the caller's. */
  void feed(ByteBuf in) throws MasqueException {
    while (in.isReadable()) {
      if (type < 0 && !readHeader(in)) {
        return;
      }
      int part = (int) Math.min(missing, in.readableBytes());
      if (value == null) {
        in.skipBytes(part);
      } else {
        value.writeBytes(in, part);
      }
      missing -= part;
      if (missing == 0) {
        finish();
      }
    }
  }

  /** The stream's end; it must not cut a capsule. */
  void end() throws MasqueException {
    if (type >= 0 || header.isReadable()) {
      throw new MasqueException(
          MasqueException.Kind.PROTOCOL, "the stream ends within a capsule", null);
    }
  }

  private boolean readHeader(ByteBuf in) throws MasqueException {
    // One byte at a time: a header may be cut anywhere, and its length shows only as it comes.
    while (in.isReadable()) {
      header.writeByte(in.readByte());
      header.readerIndex(0);
      long first = Varint.read(header);
      long length = first < 0 ? -1 : Varint.read(header);
      header.readerIndex(0);
      if (length >= 0) {
        header.clear();
        start(first, length);
        if (length == 0) {
          finish();
          continue;
        }
        return true;
      }
    }
    return false;
  }

  private void start(long newType, long length) throws MasqueException {
    type = newType;
    missing = length;
    if (CapsuleType.isKnown(newType)) {
      if (length > maxValueBytes) {
        throw new MasqueException(
            MasqueException.Kind.LIMIT,
            "capsule of type " + newType + " with " + length + " bytes, at most " + maxValueBytes,
            null);
      }
      value = Unpooled.buffer((int) length, (int) length);
    }
  }

  private void finish() throws MasqueException {
    long done = type;
    ByteBuf whole = value;
    type = -1;
    value = null;
    if (whole != null) {
      sink.capsule(done, whole);
    }
  }
}
