package org.tquic.quic.qlog;

import java.util.Arrays;

/**
 * Writes JSON, RFC 8259, into an array that is used again. It puts the commas; that names and
 * values come in a sensible order is the caller's care. Output is plain ASCII.
 */
final class JsonBuffer {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final int NS_PER_MS = 1_000_000;
  private static final int LONGEST_NUMBER = 20;

  private byte[] array = new byte[4096];
  private int length;
  private boolean separate;

  /** Starts over. */
  JsonBuffer clear() {
    length = 0;
    separate = false;
    return this;
  }

  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  /** Takes back what was written beyond a length, which was the end of a value. */
  void truncate(int newLength, boolean elementsBefore) {
    length = newLength;
    separate = elementsBefore;
  }

  /** A byte as it is, outside of all JSON. */
  JsonBuffer raw(int value) {
    put(value);
    return this;
  }

  JsonBuffer object() {
    return open('{');
  }

  JsonBuffer endObject() {
    return close('}');
  }

  JsonBuffer list() {
    return open('[');
  }

  JsonBuffer endList() {
    return close(']');
  }

  JsonBuffer name(String name) {
    comma();
    quoted(name);
    put(':');
    separate = false;
    return this;
  }

  JsonBuffer string(String value) {
    comma();
    quoted(value);
    separate = true;
    return this;
  }

  JsonBuffer number(long value) {
    comma();
    digits(value);
    separate = true;
    return this;
  }

  // Members of an object.

  JsonBuffer object(String name) {
    return name(name).object();
  }

  JsonBuffer list(String name) {
    return name(name).list();
  }

  JsonBuffer string(String name, String value) {
    return name(name).string(value);
  }

  JsonBuffer number(String name, long value) {
    return name(name).number(value);
  }

  JsonBuffer bool(String name, boolean value) {
    name(name);
    text(value ? "true" : "false");
    separate = true;
    return this;
  }

  /** Nanoseconds, not negative, as milliseconds. */
  JsonBuffer millis(String name, long ns) {
    name(name);
    digits(ns / NS_PER_MS);
    int fraction = (int) (ns % NS_PER_MS);
    if (fraction > 0) {
      put('.');
      for (int unit = NS_PER_MS / 10; fraction > 0; unit /= 10) {
        put('0' + fraction / unit);
        fraction %= unit;
      }
    }
    separate = true;
    return this;
  }

  /** Bytes in hexadecimal. */
  JsonBuffer hex(String name, byte[] bytes, int offset, int count) {
    name(name);
    put('"');
    for (int i = offset; i < offset + count; i++) {
      hexDigits(bytes[i], 2);
    }
    put('"');
    separate = true;
    return this;
  }

  /** A number in hexadecimal with all its digits. */
  JsonBuffer hex(long value, int digits) {
    comma();
    put('"');
    hexDigits(value, digits);
    put('"');
    separate = true;
    return this;
  }

  // Characters.

  private JsonBuffer open(char bracket) {
    comma();
    put(bracket);
    separate = false;
    return this;
  }

  private JsonBuffer close(char bracket) {
    put(bracket);
    separate = true;
    return this;
  }

  private void comma() {
    if (separate) {
      put(',');
    }
  }

  private void quoted(String value) {
    put('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        put('\\');
        put(c);
      } else if (c >= ' ' && c < 0x7f) {
        put(c);
      } else {
        put('\\');
        put('u');
        hexDigits(c, 4);
      }
    }
    put('"');
  }

  private void text(String plain) {
    for (int i = 0; i < plain.length(); i++) {
      put(plain.charAt(i));
    }
  }

  private void digits(long value) {
    if (value < 0) {
      text(Long.toString(value));
      return;
    }
    reserve(LONGEST_NUMBER);
    int count = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      count++;
    }
    length += count;
    long rest = value;
    for (int at = length - 1; at >= length - count; at--) {
      array[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private void hexDigits(long value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      put(HEX[(int) (value >>> shift) & 0xf]);
    }
  }

  private void put(int value) {
    reserve(1);
    array[length++] = (byte) value;
  }

  private void reserve(int count) {
    if (array.length - length < count) {
      array = Arrays.copyOf(array, 2 * array.length);
    }
  }
}
