package org.tquic.lan;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.tquic.api.lan.LanServer;
import org.tquic.api.lan.ServerAnnouncement;

/**
 * What an announcement says, and what is believed of one. The TXT record (RFC 6763 section 6) has
 * the keys {@code key}, the fingerprint, and {@code v}, the program's version. Anybody on the link
 * may announce anything, so what does not look as it should is dropped as a whole.
 */
final class AnnouncedServer {
  private static final String KEY = "key";
  private static final String VERSION = "v";
  private static final Pattern FINGERPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern VERSION_TEXT = Pattern.compile("[0-9A-Za-z.+-]{0,32}");

  /** Longest instance name, RFC 6763 section 4.1.1. */
  private static final int MAX_NAME_CHARS = 63;

  private static final int MAX_ADDRESSES = 8;
  private static final int MAX_PORT = 65_535;

  private AnnouncedServer() {}

  /** The TXT record of an announcement. */
  static Map<String, String> txt(ServerAnnouncement server) {
    return Map.of(KEY, server.fingerprint(), VERSION, server.version());
  }

  /** A server that was heard, if it is believable. */
  static Optional<LanServer> heard(
      String name, List<InetAddress> addresses, int port, UnaryOperator<String> txt, String link) {
    String fingerprint = txt.apply(KEY);
    String version = Optional.ofNullable(txt.apply(VERSION)).orElse("");
    boolean believable =
        isPrintable(name)
            && fingerprint != null
            && FINGERPRINT.matcher(fingerprint).matches()
            && VERSION_TEXT.matcher(version).matches()
            && port > 0
            && port <= MAX_PORT
            && !addresses.isEmpty()
            && addresses.size() <= MAX_ADDRESSES
            && addresses.stream().noneMatch(AnnouncedServer::isNobodys);
    return believable
        ? Optional.of(new LanServer(name, addresses, port, fingerprint, version, link))
        : Optional.empty();
  }

  private static boolean isNobodys(InetAddress address) {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isMulticastAddress();
  }

  /** Letters, digits, marks that people put into names, and spaces; nothing that moves a cursor. */
  private static boolean isPrintable(String name) {
    return !name.isBlank()
        && name.length() <= MAX_NAME_CHARS
        && name.codePoints()
            .allMatch(c -> Character.isLetterOrDigit(c) || " -_.()#'".indexOf(c) >= 0);
  }
}
