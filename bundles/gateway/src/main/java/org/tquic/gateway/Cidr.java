package org.tquic.gateway;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An IP address with a prefix length: an interface's address, or a network when all host bits are
 * zero.
 *
 * @param address IPv4 or IPv6 address, never a host name
 * @param length prefix length, 0 to 32 or 0 to 128 bits
 */
public record Cidr(InetAddress address, int length) {
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /** Every IPv4 address. */
  public static final Cidr ALL_IPV4 = parse("0.0.0.0/0");

  /** Every IPv6 address. */
  public static final Cidr ALL_IPV6 = parse("::/0");

  /** Checks the length. */
  public Cidr {
    if (length < 0 || length > address.getAddress().length * 8) {
      throw new IllegalArgumentException("prefix length " + length + " does not suit " + address);
    }
  }

  /** One host: a prefix as long as the address. */
  public static Cidr host(InetAddress address) {
    return new Cidr(address, address.getAddress().length * 8);
  }

  /**
   * Reads {@code ADDRESS/LENGTH}, or a plain address as one host. Host names are not looked up.
   *
   * @throws IllegalArgumentException when the text is no such thing
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = parseAddress(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return host(address);
    }
    String length = text.substring(slash + 1);
    if (!length.matches("\\d{1,3}")) {
      throw new IllegalArgumentException("no prefix length in " + text);
    }
    return new Cidr(address, Integer.parseInt(length));
  }

  /**
   * Reads an address literal.
   *
   * @throws IllegalArgumentException when the text is no address
   */
  public static InetAddress parseAddress(String text) {
    boolean literal =
        text.indexOf(':') >= 0 ? LITERAL.matcher(text).matches() : IPV4.matcher(text).matches();
    if (!literal) {
      throw new IllegalArgumentException("no IP address: " + text);
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no IP address: " + text, e);
    }
  }

  /** Whether this is IPv6. */
  public boolean isIpv6() {
    return address instanceof Inet6Address;
  }

  /** Whether the prefix is a single host. */
  public boolean isHost() {
    return length == address.getAddress().length * 8;
  }

  /** The prefix with all host bits zero. */
  public Cidr network() {
    byte[] bytes = address.getAddress();
    for (int bit = length; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    return new Cidr(fromBytes(bytes), length);
  }

  /** Whether the address lies within the prefix; one of another family does not. */
  public boolean contains(InetAddress other) {
    return other.getAddress().length == address.getAddress().length
        && new Cidr(other, length).network().address.equals(network().address);
  }

  /** An address of four or sixteen bytes. */
  public static InetAddress fromBytes(byte[] bytes) {
    try {
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(bytes.length + " bytes are no IP address", e);
    }
  }

  /** {@code ADDRESS/LENGTH}, IPv6 in the short form of RFC 5952. */
  @Override
  public String toString() {
    return text(address) + "/" + length;
  }

  /** An address as people write it: IPv6 in the short form of RFC 5952, no scope. */
  public static String text(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 16 ? compressed(bytes) : address.getHostAddress();
  }

  private static String compressed(byte[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > bestLength) {
        bestStart = i;
        bestLength = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]).toLowerCase(Locale.ROOT));
      }
    }
    return text.toString();
  }
}
