package org.tquic.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Walks over netlink attributes (type, length, value, padded to 4 bytes). Each step moves forward
 * by at least 4 bytes, so it ends on any input.
 */
final class AttributeReader {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  private static final int HEADER_BYTES = 4;
  // The upper two bits say "nested" and "network byte order".
  private static final int TYPE_MASK = 0x3fff;

  private final ByteBuffer rest;
  private int type;
  private ByteBuffer value;

  /** Attributes from the buffer's position to its limit; the buffer itself does not move. */
  AttributeReader(ByteBuffer attributes) {
    this.rest = attributes.slice().order(ByteOrder.nativeOrder());
    this.value = rest.slice(0, 0);
  }

  /** Steps to the next attribute; false at the end. */
  boolean next() {
    if (!rest.hasRemaining()) {
      return false;
    }
    int position = rest.position();
    if (rest.remaining() < HEADER_BYTES) {
      throw new MalformedNetlinkException(rest.remaining() + " stray bytes after attributes");
    }
    int length = Short.toUnsignedInt(rest.getShort(position));
    if (length < HEADER_BYTES || length > rest.remaining()) {
      throw new MalformedNetlinkException(
          "an attribute of " + length + " bytes where " + rest.remaining() + " are left");
    }
    type = rest.getShort(position + 2) & TYPE_MASK;
    value =
        rest.slice(position + HEADER_BYTES, length - HEADER_BYTES).order(ByteOrder.nativeOrder());
    rest.position(Math.min(rest.limit(), position + aligned(length)));
    return true;
  }

  static int aligned(int length) {
    return (length + 3) & ~3;
  }

  int type() {
    return type;
  }

  int u8() {
    need(1);
    return Byte.toUnsignedInt(value.get(0));
  }

  int u16() {
    need(2);
    return Short.toUnsignedInt(value.getShort(0));
  }

  int s32() {
    need(4);
    return value.getInt(0);
  }

  long u32() {
    return Integer.toUnsignedLong(s32());
  }

  /** Text up to the first zero byte. */
  String text() {
    int end = 0;
    while (end < value.limit() && value.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end];
    value.get(0, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A link-layer address as colon-separated hexadecimal. */
  String hardwareAddress() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.limit(); i++) {
      text.append(i == 0 ? "" : ":").append(String.format("%02x", value.get(i)));
    }
    return text.toString();
  }

  /** An address of the given family, 4 or 16 bytes. */
  InetAddress address(int family) {
    return address(value, family);
  }

  /** A gateway of another family than the route (RTA_VIA): its family, then the address. */
  InetAddress via() {
    if (value.limit() < 2) {
      throw new MalformedNetlinkException("a gateway without its address family");
    }
    return address(value.slice(2, value.limit() - 2), Short.toUnsignedInt(value.getShort(0)));
  }

  AttributeReader nested() {
    return new AttributeReader(value);
  }

  ByteBuffer value() {
    return value;
  }

  private static InetAddress address(ByteBuffer value, int family) {
    int expected = addressBytes(family);
    if (value.limit() != expected) {
      throw new MalformedNetlinkException(
          "an address of " + value.limit() + " bytes, expected " + expected);
    }
    byte[] bytes = new byte[expected];
    value.get(0, bytes);
    return IpPrefix.ofBytes(bytes);
  }

  private static int addressBytes(int family) {
    return switch (family) {
      case AF_INET -> 4;
      case AF_INET6 -> 16;
      default -> throw new MalformedNetlinkException("an address of family " + family);
    };
  }

  private void need(int bytes) {
    if (value.limit() < bytes) {
      throw new MalformedNetlinkException(
          "attribute " + type + " has " + value.limit() + " bytes, expected " + bytes);
    }
  }
}
