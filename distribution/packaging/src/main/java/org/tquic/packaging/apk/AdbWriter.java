package org.tquic.packaging.apk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of an ADB database, as apk-v3(5) of apk-tools has them: a value is a 32-bit word, its type
 * in the upper 4 bits, and in the others either itself or the offset at which it lies. Equal values
 * lie there once.
 */
final class AdbWriter {
  /** The word of a value that is not there. */
  static final int NULL = 0;

  private static final int INT = 0x1000_0000;
  private static final int INT_32 = 0x2000_0000;
  private static final int INT_64 = 0x3000_0000;
  private static final int BLOB_8 = 0x8000_0000;
  private static final int BLOB_16 = 0x9000_0000;
  private static final int BLOB_32 = 0xa000_0000;
  private static final int ARRAY = 0xd000_0000;
  private static final int OBJECT = 0xe000_0000;

  private static final int IMMEDIATE = 0x0fff_ffff;

  /** Compatibility version, version, reserved, and the word of the root. */
  private static final int HEADER = 8;

  private static final int ROOT = 4;

  private final Map<ByteBuffer, Integer> offsets = new HashMap<>();
  private ByteBuffer data = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  AdbWriter() {
    data.position(HEADER);
  }

  /** A number of 0 or more. */
  int number(long value) {
    if (value <= IMMEDIATE) {
      return INT | (int) value;
    }
    if (value <= 0xffff_ffffL) {
      return INT_32 | store(words(1).putInt((int) value), 4);
    }
    return INT_64 | store(words(2).putLong(value), 4);
  }

  /** A string; an empty one is no value. */
  int string(String text) {
    return blob(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Some bytes; none are no value. */
  int blob(byte[] bytes) {
    return bytes.length == 0 ? NULL : blob(bytes, true);
  }

  /**
   * Bytes that are to be replaced later.
   *
   * @see #replace
   */
  int placeholder(int length) {
    return blob(new byte[length], false);
  }

  private int blob(byte[] bytes, boolean shared) {
    int type = bytes.length > 0xffff ? BLOB_32 : bytes.length > 0xff ? BLOB_16 : BLOB_8;
    int align = type == BLOB_32 ? 4 : type == BLOB_16 ? 2 : 1;
    ByteBuffer value = ByteBuffer.allocate(align + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    switch (align) {
      case 4 -> value.putInt(bytes.length);
      case 2 -> value.putShort((short) bytes.length);
      default -> value.put((byte) bytes.length);
    }
    value.put(bytes);
    return type | (shared ? store(value, align) : append(value.flip(), align));
  }

  /** An array of values; an empty one is no value. */
  int array(List<Integer> values) {
    return slots(ARRAY, values.stream().mapToInt(Integer::intValue).toArray());
  }

  /** An object, its fields in the order of the schema; without any it is no value. */
  int object(int... fields) {
    return slots(OBJECT, fields);
  }

  private int slots(int type, int[] values) {
    int used = values.length;
    while (used > 0 && values[used - 1] == NULL) {
      used--;
    }
    if (used == 0) {
      return NULL;
    }
    ByteBuffer slots = words(used + 1).putInt(used + 1);
    for (int value : Arrays.copyOf(values, used)) {
      slots.putInt(value);
    }
    return type | store(slots, 4);
  }

  /** Sets the root and returns the whole database. */
  byte[] finish(int root) {
    data.putInt(ROOT, root);
    return Arrays.copyOf(data.array(), data.position());
  }

  /** Puts the first of the bytes where a placeholder of less than 256 bytes is. */
  static void replace(byte[] database, int placeholder, byte[] bytes) {
    int offset = placeholder & IMMEDIATE;
    System.arraycopy(bytes, 0, database, offset + 1, database[offset] & 0xff);
  }

  private static ByteBuffer words(int count) {
    return ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int store(ByteBuffer filled, int align) {
    ByteBuffer value = filled.flip();
    Integer known = offsets.get(value);
    // One stored with a smaller alignment may lie where this one cannot.
    if (known != null && known % align == 0) {
      return known;
    }
    int offset = append(value.duplicate(), align);
    offsets.put(value, offset);
    return offset;
  }

  private int append(ByteBuffer value, int align) {
    int offset = (data.position() + align - 1) / align * align;
    int end = offset + value.remaining();
    if (end > data.capacity()) {
      data =
          ByteBuffer.wrap(Arrays.copyOf(data.array(), Math.max(end, 2 * data.capacity())))
              .order(ByteOrder.LITTLE_ENDIAN)
              .position(data.position());
    }
    data.position(offset);
    data.put(value);
    return offset;
  }
}
