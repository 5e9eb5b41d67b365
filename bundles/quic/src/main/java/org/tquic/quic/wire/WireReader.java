package org.tquic.quic.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import org.tquic.quic.QuicException;
import org.tquic.quic.TransportError;

/**
 * Reads fields in network byte order from a part of an array. What does not fit into that part
 * throws a {@link QuicException} with FRAME_ENCODING_ERROR; nothing else is ever thrown.
 */
public final class WireReader {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] array = new byte[0];
  private int position;
  private int end;

  /** Starts over on {@code length} bytes from {@code offset}. */
  public WireReader reset(byte[] source, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, source.length);
    array = source;
    position = offset;
    end = offset + length;
    return this;
  }

  /** The array read from. */
  public byte[] array() {
    return array;
  }

  /** Index of the next byte in {@link #array()}. */
  public int position() {
    return position;
  }

  /** Bytes left. */
  public int remaining() {
    return end - position;
  }

  /** Whether bytes are left. */
  public boolean hasRemaining() {
    return position < end;
  }

  /** One unsigned byte. */
  public int u8() {
    return array[take(1)] & 0xff;
  }

  /** Two bytes, unsigned. */
  public int u16() {
    return (short) SHORT.get(array, take(2)) & 0xffff;
  }

  /** Four bytes, unsigned. */
  public long u32() {
    return (int) INT.get(array, take(4)) & 0xffff_ffffL;
  }

  /** Eight bytes. */
  public long i64() {
    return (long) LONG.get(array, take(8));
  }

  /** A variable-length integer. */
  public long varInt() {
    int at = take(1);
    int first = array[at] & 0xff;
    switch (first >> 6) {
      case 0:
        return first;
      case 1:
        take(1);
        return (short) SHORT.get(array, at) & 0x3fff;
      case 2:
        take(3);
        return (int) INT.get(array, at) & 0x3fff_ffff;
      default:
        take(7);
        return (long) LONG.get(array, at) & VarInt.MAX;
    }
  }

  /** A variable-length integer that counts bytes which must follow. */
  public int length() {
    long value = varInt();
    if (value > remaining()) {
      throw truncated();
    }
    return (int) value;
  }

  /** Copies bytes out. */
  public void bytes(byte[] into, int offset, int length) {
    System.arraycopy(array, take(length), into, offset, length);
  }

  /** A copy of bytes. */
  public byte[] bytes(int length) {
    byte[] copy = new byte[checked(length)];
    bytes(copy, 0, length);
    return copy;
  }

  /** Passes bytes over and returns the index of the first. */
  public int skip(int length) {
    return take(length);
  }

  private int checked(int length) {
    if (length < 0 || length > end - position) {
      throw truncated();
    }
    return length;
  }

  private int take(int length) {
    int at = position;
    position += checked(length);
    return at;
  }

  private static QuicException truncated() {
    return new QuicException(TransportError.FRAME_ENCODING_ERROR, "cut short");
  }
}
