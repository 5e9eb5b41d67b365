package org.tquic.identity;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a router dials its server.
 *
 * @param host a DNS name in lower case, an IPv4 address, or an IPv6 address in the form of RFC 5952
 *     without brackets
 * @param port UDP port, 1 to 65535
 */
public record ServerAddress(String host, int port) {
  private static final int MAX_NAME = 253;
  private static final int MAX_PORT = 65535;
  private static final int IPV6_GROUPS = 8;
  private static final Pattern LABEL =
      Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", Pattern.CASE_INSENSITIVE);
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern NUMERIC = Pattern.compile("\\d+|0[xX][0-9a-fA-F]*");
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");

  /**
   * Checks the host and brings it to the one form it is kept in. Brackets around an IPv6 address
   * are taken off.
   *
   * @throws ServerAddressException if the host cannot be dialled from another machine, or the port
   *     is out of range
   */
  public ServerAddress {
    host = canonicalHost(host);
    if (port < 1 || port > MAX_PORT) {
      throw new ServerAddressException("port " + port + " is not within 1 to " + MAX_PORT);
    }
  }

  /**
   * Reads {@code HOST:PORT}; an IPv6 address stands in brackets.
   *
   * @throws ServerAddressException if the text is anything else
   */
  public static ServerAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.endsWith("]")) {
      throw new ServerAddressException("server address " + quote(text) + " has no port");
    }
    String host = text.substring(0, colon);
    String port = text.substring(colon + 1);
    if (!PORT.matcher(port).matches()) {
      throw new ServerAddressException("port " + quote(port) + " is not a number");
    }
    if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
      throw new ServerAddressException("IPv6 address " + quote(host) + " stands without brackets");
    }
    return new ServerAddress(host, Integer.parseInt(port));
  }

  /** Whether the host is an address, so that nothing need be looked up. */
  public boolean isLiteral() {
    return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
  }

  /** {@code HOST:PORT}, with an IPv6 address in brackets; {@link #parse} reads it. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  private static String canonicalHost(String text) {
    if (text.isEmpty()) {
      throw new ServerAddressException("the server address has no host");
    }
    boolean brackets = text.startsWith("[") && text.endsWith("]");
    String host = brackets ? text.substring(1, text.length() - 1) : text;
    if (brackets || host.indexOf(':') >= 0) {
      return ipv6(host);
    }
    if (IPV4.matcher(host).matches()) {
      return dialable(InetAddress.ofLiteral(host), host).getHostAddress();
    }
    return name(host);
  }

  /** RFC 1123 section 2.1, with the underscore that real zones use. */
  private static String name(String host) {
    if (host.length() > MAX_NAME) {
      throw new ServerAddressException(
          "a host name of " + host.length() + " characters is longer than " + MAX_NAME);
    }
    String[] labels = host.split("\\.", -1);
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        throw new ServerAddressException(
            quote(host)
                + " is neither an IP address nor a DNS name in ASCII (names in other scripts go in"
                + " their xn-- form)");
      }
    }
    if (NUMERIC.matcher(labels[labels.length - 1]).matches()) {
      throw new ServerAddressException(
          quote(host) + " looks like an IPv4 address, but is not four numbers from 0 to 255");
    }
    return host.toLowerCase(Locale.ROOT);
  }

  private static String ipv6(String host) {
    if (host.indexOf('%') >= 0) {
      throw new ServerAddressException(
          quote(host) + " has a zone, which means nothing on another machine");
    }
    InetAddress address;
    try {
      address = Inet6Address.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      throw new ServerAddressException(quote(host) + " is not an IPv6 address");
    }
    dialable(address, host);
    return address instanceof Inet4Address ? address.getHostAddress() : compress(address);
  }

  private static InetAddress dialable(InetAddress address, String host) {
    if (address.isAnyLocalAddress()) {
      throw new ServerAddressException(
          quote(host) + " means every address of a machine, so it cannot be dialled");
    }
    if (address.isMulticastAddress()) {
      throw new ServerAddressException(quote(host) + " is a multicast address");
    }
    return address;
  }

  /** RFC 5952 section 4: lower case, no leading zeros, the first longest run of zeros as "::". */
  static String compress(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    int[] groups = new int[IPV6_GROUPS];
    for (int i = 0; i < IPV6_GROUPS; i++) {
      groups[i] = bytes.getShort() & 0xffff;
    }
    int runStart = -1;
    int runLength = 1;
    for (int start = 0; start < IPV6_GROUPS; start++) {
      int end = start;
      while (end < IPV6_GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - start > runLength) {
        runStart = start;
        runLength = end - start;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < IPV6_GROUPS; i++) {
      if (i == runStart) {
        text.append("::");
        i += runLength - 1;
      } else {
        boolean separated = text.isEmpty() || text.charAt(text.length() - 1) == ':';
        text.append(separated ? "" : ":").append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  /** Keeps control characters and endless texts out of messages. */
  private static String quote(String text) {
    String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
    return "\"" + shown.replaceAll("\\p{C}", "?") + "\"";
  }
}
