package org.tquic.quic.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * Writes fields in network byte order into a part of an array. The caller sizes what it writes by
 * {@link #remaining()}: writing past the end throws {@link IndexOutOfBoundsException}.
 */
public final class WireWriter {
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
  public WireWriter reset(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    array = target;
    position = offset;
    end = offset + length;
    return this;
  }

  /** The array written to. */
  public byte[] array() {
    return array;
  }

  /** Index of the next byte in {@link #array()}. */
  public int position() {
    return position;
  }

  /** Moves within the part, back to overwrite or on over bytes already there. */
  public void position(int index) {
    if (index > end) {
      throw new IndexOutOfBoundsException(index);
    }
    position = index;
  }

  /** Bytes that still fit. */
  public int remaining() {
    return end - position;
  }

  /** Lets that many bytes fit from here, no more than the array holds. */
  public void limitRemaining(int bytes) {
    Objects.checkFromIndexSize(position, bytes, array.length);
    end = position + bytes;
  }

  /** One byte. */
  public void u8(int value) {
    array[take(1)] = (byte) value;
  }

  /** Two bytes. */
  public void u16(int value) {
    SHORT.set(array, take(2), (short) value);
  }

  /** Four bytes. */
  public void u32(long value) {
    INT.set(array, take(4), (int) value);
  }

  /** Eight bytes. */
  public void i64(long value) {
    LONG.set(array, take(8), value);
  }

  /** A variable-length integer in as few bytes as it takes. */
  public void varInt(long value) {
    switch (VarInt.length(value)) {
      case 1 -> array[take(1)] = (byte) value;
      case 2 -> u16((int) value | 0x4000);
      case 4 -> u32(value | 0x8000_0000L);
      default -> i64(value | 0xc000_0000_0000_0000L);
    }
  }

  /** A variable-length integer below 2^14 in two bytes, to fill in later. */
  public void varInt2(int value) {
    if (value < 0 || value >= 1 << 14) {
      throw new IllegalArgumentException("not an integer of two bytes: " + value);
    }
    u16(value | 0x4000);
  }

  /** Copies bytes in. */
  public void bytes(byte[] source, int offset, int length) {
    System.arraycopy(source, offset, array, take(length), length);
  }

  /** Copies all bytes in. */
  public void bytes(byte[] source) {
    bytes(source, 0, source.length);
  }

  /** Writes zeroes: PADDING frames. */
  public void zeroes(int count) {
    int at = take(count);
    Arrays.fill(array, at, at + count, (byte) 0);
  }

  private int take(int length) {
    int at = position;
    if (length < 0 || length > end - at) {
      throw new IndexOutOfBoundsException("no room for " + length + " bytes in " + (end - at));
    }
    position = at + length;
    return at;
  }
}
