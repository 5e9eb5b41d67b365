package org.tquic.masque;

import io.netty.buffer.ByteBuf;

/** Variable-length integers (RFC 9000 section 16). */
public final class Varint {
  /** The largest value, 2^62 - 1. */
  public static final long MAX = (1L << 62) - 1;

  private Varint() {}

  /** Bytes that the value takes, 1, 2, 4 or 8. */
  public static int size(long value) {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException(value + " is not 0 to 2^62-1");
    }
    if (value < 1 << 6) {
      return 1;
    }
    if (value < 1 << 14) {
      return 2;
    }
    return value < 1 << 30 ? 4 : 8;
  }

  /** Writes the value in its shortest form. */
  public static void write(ByteBuf out, long value) {
    switch (size(value)) {
      case 1 -> out.writeByte((int) value);
      case 2 -> out.writeShort((int) value | 0x4000);
      case 4 -> out.writeInt((int) value | 0x8000_0000);
      default -> out.writeLong(value | 0xC000_0000_0000_0000L);
    }
  }

  /** Writes the value in its shortest form at an index; the writer index stays. */
  public static void set(ByteBuf out, int index, long value) {
    switch (size(value)) {
      case 1 -> out.setByte(index, (int) value);
      case 2 -> out.setShort(index, (int) value | 0x4000);
      case 4 -> out.setInt(index, (int) value | 0x8000_0000);
      default -> out.setLong(index, value | 0xC000_0000_0000_0000L);
    }
  }

  /** Reads one value, or gives -1 and reads nothing where the bytes do not hold a whole one. */
  public static long read(ByteBuf in) {
    if (!in.isReadable()) {
      return -1;
    }
    int first = in.getUnsignedByte(in.readerIndex());
    int length = 1 << (first >> 6);
    if (in.readableBytes() < length) {
      return -1;
    }
    return switch (length) {
      case 1 -> in.readUnsignedByte();
      case 2 -> in.readUnsignedShort() & 0x3FFF;
      case 4 -> in.readUnsignedInt() & 0x3FFF_FFFF;
      default -> in.readLong() & MAX;
    };
  }
}
