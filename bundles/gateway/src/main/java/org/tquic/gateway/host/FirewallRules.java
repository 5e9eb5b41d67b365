package org.tquic.gateway.host;

import java.util.List;
import java.util.Locale;
import org.tquic.gateway.Cidr;

/**
 * The bodies of the firewall table, in nft's language.
 *
 * <p>The table only translates addresses and lowers the MSS of TCP; it never drops or lets through,
 * so a firewall of the machine's own (fw4 on OpenWrt) keeps the last word. Its chains run just
 * before the machine's at the same hook: the first chain that translates a connection decides, and
 * these match the tunnel only.
 */
public final class FirewallRules {
  /** Name of the table. */
  public static final String TABLE = "tquic";

  private static final int IPV4_AND_TCP_HEADERS = 40;
  private static final int IPV6_AND_TCP_HEADERS = 60;

  private FirewallRules() {}

  /**
   * A router's table: what enters the tunnel gets the address that the server assigned.
   *
   * @param device the tunnel's device
   * @param mtu bytes of the largest inner packet
   */
  public static String router(String device, int mtu) {
    return natChain("oifname \"" + device + "\" masquerade\n") + segmentSize(device, mtu);
  }

  /**
   * A server's table: what comes out of the tunnel leaves with the server's own address.
   *
   * @param device the tunnel's device
   * @param pools the networks of the routers' inner addresses
   * @param mtu bytes of the largest inner packet
   */
  public static String server(String device, List<Cidr> pools, int mtu) {
    StringBuilder rules = new StringBuilder();
    for (Cidr pool : pools) {
      rules
          .append(pool.isIpv6() ? "ip6" : "ip")
          .append(" saddr ")
          .append(pool.network())
          .append(" oifname != \"")
          .append(device)
          .append("\" masquerade\n");
    }
    return natChain(rules.toString()) + segmentSize(device, mtu);
  }

  private static String natChain(String rules) {
    return "chain postrouting {\n"
        + "type nat hook postrouting priority srcnat - 1; policy accept;\n"
        + rules
        + "}\n";
  }

  /**
   * TCP through the tunnel announces no larger segments than fit, both ways, so that nothing
   * depends on ICMP coming through (RFC 4821 section 1 tells why it often does not).
   */
  private static String segmentSize(String device, int mtu) {
    StringBuilder rules = new StringBuilder();
    for (String direction : List.of("oifname", "iifname")) {
      rules.append(clamp(direction, device, "ipv4", mtu - IPV4_AND_TCP_HEADERS));
      rules.append(clamp(direction, device, "ipv6", mtu - IPV6_AND_TCP_HEADERS));
    }
    return "chain forward {\n"
        + "type filter hook forward priority mangle; policy accept;\n"
        + rules
        + "}\n";
  }

  private static String clamp(String direction, String device, String family, int segment) {
    return String.format(
        Locale.ROOT,
        "%s \"%s\" meta nfproto %s tcp flags & (syn | rst) == syn"
            + " tcp option maxseg size > %d tcp option maxseg size set %d\n",
        direction,
        device,
        family,
        segment,
        segment);
  }
}
