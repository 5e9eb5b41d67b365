package org.tquic.linux.netlink;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * An IP address with a prefix length; host bits may be set, as an interface address has them.
 *
 * @param address IPv4 or IPv6 address
 * @param length prefix length in bits, 0 to 32 or 0 to 128
 */
public record IpPrefix(InetAddress address, int length) {
  /** All of IPv4. */
  public static final IpPrefix DEFAULT_IPV4 = new IpPrefix(ofBytes(new byte[4]), 0);

  /** All of IPv6. */
  public static final IpPrefix DEFAULT_IPV6 = new IpPrefix(ofBytes(new byte[16]), 0);

  /** Checks the length. */
  public IpPrefix {
    Objects.requireNonNull(address);
    if (length < 0 || length > address.getAddress().length * 8) {
      throw new IllegalArgumentException(
          "prefix length " + length + " of " + address.getHostAddress());
    }
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/64}, or an address alone for its whole length.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static IpPrefix parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    // The JDK also takes "10" and "10.1" for addresses, which nobody means.
    if (host.indexOf(':') < 0 && host.chars().filter(c -> c == '.').count() != 3) {
      throw new IllegalArgumentException("not an address with a prefix length: " + text);
    }
    InetAddress address = InetAddress.ofLiteral(host);
    try {
      int length =
          slash < 0
              ? address.getAddress().length * 8
              : Integer.parseUnsignedInt(text.substring(slash + 1));
      return new IpPrefix(address, length);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not an address with a prefix length: " + text, e);
    }
  }

  /** The address alone, with its whole length. */
  public static IpPrefix of(InetAddress address) {
    return new IpPrefix(address, address.getAddress().length * 8);
  }

  /** Everything of the family that {@code v6} tells. */
  public static IpPrefix everything(boolean v6) {
    return v6 ? DEFAULT_IPV6 : DEFAULT_IPV4;
  }

  /** An address from 4 or 16 bytes; an IPv4-mapped one stays an IPv6 address. */
  static InetAddress ofBytes(byte[] bytes) {
    try {
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : Inet4Address.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new MalformedNetlinkException("an address of " + bytes.length + " bytes");
    }
  }

  /** Whether it is IPv6. */
  public boolean isV6() {
    return address instanceof Inet6Address;
  }

  /** Whether it covers its whole family. */
  public boolean isDefault() {
    return length == 0;
  }

  /** Whether an address of the same family is within. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < length; bit += 8) {
      int mask = length - bit >= 8 ? 0xff : 0xff00 >> (length - bit) & 0xff;
      if (((mine[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + length;
  }
}
