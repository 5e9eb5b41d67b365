package org.tquic.masque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The capsules of RFC 9484 section 4.7, to bytes and back. */
final class IpCapsules {
  private IpCapsules() {}

  static ByteBuf encode(AddressAssign assign) {
    return capsule(CapsuleType.ADDRESS_ASSIGN, addresses(assign.addresses()));
  }

  static ByteBuf encode(AddressRequest request) {
    return capsule(CapsuleType.ADDRESS_REQUEST, addresses(request.addresses()));
  }

  static ByteBuf encode(RouteAdvertisement routes) {
    ByteBuf value = Unpooled.buffer();
    for (AddressRange range : routes.ranges()) {
      value.writeByte(range.version());
      value.writeBytes(range.start().getAddress());
      value.writeBytes(range.end().getAddress());
      value.writeByte(range.protocol());
    }
    return capsule(CapsuleType.ROUTE_ADVERTISEMENT, value);
  }

  static AddressAssign decodeAssign(ByteBuf value, int maxEntries) throws MasqueException {
    return checked(() -> new AddressAssign(readAddresses(value, maxEntries)));
  }

  static AddressRequest decodeRequest(ByteBuf value, int maxEntries) throws MasqueException {
    return checked(() -> new AddressRequest(readAddresses(value, maxEntries)));
  }

  static RouteAdvertisement decodeRoutes(ByteBuf value, int maxEntries) throws MasqueException {
    return checked(
        () -> {
          List<AddressRange> ranges = new ArrayList<>();
          while (value.isReadable()) {
            checkCount(ranges.size(), maxEntries);
            int length = addressLength(value);
            ranges.add(
                new AddressRange(
                    readAddress(value, length),
                    readAddress(value, length),
                    value.readUnsignedByte()));
          }
          return new RouteAdvertisement(ranges);
        });
  }

  private static ByteBuf capsule(long type, ByteBuf value) {
    ByteBuf out = Unpooled.buffer(16 + value.readableBytes());
    Varint.write(out, type);
    Varint.write(out, value.readableBytes());
    return out.writeBytes(value);
  }

  private static ByteBuf addresses(List<AssignedAddress> addresses) {
    ByteBuf value = Unpooled.buffer();
    for (AssignedAddress address : addresses) {
      byte[] bytes = address.address().getAddress();
      Varint.write(value, address.requestId());
      value.writeByte(bytes.length == 4 ? 4 : 6).writeBytes(bytes);
      value.writeByte(address.prefixLength());
    }
    return value;
  }

  private static List<AssignedAddress> readAddresses(ByteBuf value, int maxEntries)
      throws MasqueException {
    List<AssignedAddress> addresses = new ArrayList<>();
    while (value.isReadable()) {
      checkCount(addresses.size(), maxEntries);
      long requestId = Varint.read(value);
      if (requestId < 0) {
        throw malformed("a request ID is cut", null);
      }
      addresses.add(
          new AssignedAddress(
              requestId, readAddress(value, addressLength(value)), value.readUnsignedByte()));
    }
    return addresses;
  }

  private static int addressLength(ByteBuf value) throws MasqueException {
    int version = value.readUnsignedByte();
    return switch (version) {
      case 4 -> 4;
      case 6 -> 16;
      default -> throw malformed("IP version " + version + " is neither 4 nor 6", null);
    };
  }

  private static InetAddress readAddress(ByteBuf value, int length) {
    byte[] bytes = new byte[length];
    value.readBytes(bytes);
    try {
      return length == 4
          ? InetAddress.getByAddress(bytes)
          : java.net.Inet6Address.getByAddress(null, bytes, -1);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + length + " bytes is one", e);
    }
  }

  private static void checkCount(int count, int maxEntries) throws MasqueException {
    if (count >= maxEntries) {
      throw new MasqueException(
          MasqueException.Kind.LIMIT, "a capsule with more than " + maxEntries + " entries", null);
    }
  }

  private static MasqueException malformed(String why, Throwable cause) {
    return new MasqueException(MasqueException.Kind.PROTOCOL, "malformed capsule: " + why, cause);
  }

  private interface Parser<T> {
    T parse() throws MasqueException;
  }

  private static <T> T checked(Parser<T> parser) throws MasqueException {
    try {
      return parser.parse();
    } catch (IndexOutOfBoundsException e) {
      throw malformed("it is cut", e);
    } catch (IllegalArgumentException e) {
      throw malformed(e.getMessage(), e);
    }
  }
}
