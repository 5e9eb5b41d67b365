package org.tquic.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes one netlink message: header, fixed part, attributes; lengths are filled in. */
final class MessageWriter {
  static final int HEADER_BYTES = 16;

  // A request has a fixed part, some addresses and names, and at most 64 next hops.
  private final ByteBuffer buffer = ByteBuffer.allocate(8192).order(ByteOrder.nativeOrder());

  MessageWriter(int type, int flags, int sequence) {
    buffer.putInt(0).putShort((short) type).putShort((short) flags).putInt(sequence).putInt(0);
  }

  MessageWriter u8(int value) {
    buffer.put((byte) value);
    return this;
  }

  MessageWriter u16(int value) {
    buffer.putShort((short) value);
    return this;
  }

  MessageWriter u32(long value) {
    buffer.putInt((int) value);
    return this;
  }

  MessageWriter bytes(byte[] value) {
    buffer.put(value);
    return this;
  }

  MessageWriter attributeU8(int type, int value) {
    int start = open(type);
    buffer.put((byte) value);
    return close(start);
  }

  MessageWriter attributeU32(int type, long value) {
    int start = open(type);
    buffer.putInt((int) value);
    return close(start);
  }

  MessageWriter attributeText(int type, String value) {
    int start = open(type);
    buffer.put(value.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
    return close(start);
  }

  MessageWriter attributeAddress(int type, InetAddress value) {
    int start = open(type);
    buffer.put(value.getAddress());
    return close(start);
  }

  /** Starts an attribute; what is written until {@link #close} is its value. */
  int open(int type) {
    int start = buffer.position();
    buffer.putShort((short) 0).putShort((short) type);
    return start;
  }

  /** Starts a structure that begins with its own 16-bit length, such as a next hop. */
  int openCounted() {
    int start = buffer.position();
    buffer.putShort((short) 0);
    return start;
  }

  MessageWriter close(int start) {
    buffer.putShort(start, (short) (buffer.position() - start));
    while ((buffer.position() & 3) != 0) {
      buffer.put((byte) 0);
    }
    return this;
  }

  byte[] finish() {
    byte[] message = new byte[buffer.position()];
    buffer.putInt(0, message.length);
    buffer.get(0, message);
    return message;
  }
}
