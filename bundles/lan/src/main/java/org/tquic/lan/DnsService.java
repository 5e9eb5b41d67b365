package org.tquic.lan;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tquic.api.lan.ServerAnnouncement;

/**
 * A service of this machine as DNS-SD has it, RFC 6763 section 4.
 *
 * @param type service type without domain
 * @param name of the instance
 * @param host what to call this machine
 * @param port where it listens
 * @param txt what else there is to say, section 6
 * @param everywhere whether to announce it on WANs too
 */
record DnsService(
    String type, String name, String host, int port, Map<String, String> txt, boolean everywhere) {
  /** Web pages have a type of their own, whose TXT record has the path. */
  static final String HTTP = "_http._tcp";

  private static final int MAX_PORT = 65_535;

  /** A string of a TXT record has 255 bytes at most, {@code path=} among them. */
  private static final Pattern PAGE = Pattern.compile("([1-9][0-9]{0,4})(/[!-~]{0,240})");

  /** Copies the map. */
  DnsService {
    txt = Map.copyOf(txt);
  }

  static DnsService of(ServerAnnouncement server) {
    return new DnsService(
        ServerAnnouncement.TYPE,
        server.name(),
        server.name(),
        server.port(),
        AnnouncedServer.txt(server),
        server.everywhere());
  }

  /**
   * A status page.
   *
   * @param page PORT/PATH
   * @param host name of this machine
   * @return empty where that is no page
   */
  static Optional<DnsService> page(String page, String host, boolean everywhere) {
    Matcher parts = PAGE.matcher(page);
    return parts.matches() && Integer.parseInt(parts.group(1)) <= MAX_PORT
        ? Optional.of(
            new DnsService(
                HTTP,
                "TQUIC Bond on " + host,
                host,
                Integer.parseInt(parts.group(1)),
                Map.of("path", parts.group(2)),
                everywhere))
        : Optional.empty();
  }
}
