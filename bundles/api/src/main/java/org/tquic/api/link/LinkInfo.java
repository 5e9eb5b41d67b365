package org.tquic.api.link;

import java.net.InetAddress;
import java.util.List;

/**
 * One network link as the kernel shows it, an immutable snapshot.
 *
 * @param name interface name
 * @param index interface index
 * @param id what it is known again by when it comes back under another name or with another
 *     address: its place on the bus, a digest of its serial number, or its name where there is
 *     nothing better; never empty
 * @param alias the interface name it had when it was first known
 * @param kind what it is made of
 * @param driver kernel driver, or empty
 * @param busPath path of the device on its bus, stable over renames, or empty
 * @param metered whether its traffic is paid for by volume: the operator's word, else a guess by
 *     its kind
 * @param tier {@value #FIRST_TIER} to {@value #LAST_TIER}; links of a higher tier carry traffic
 *     only while none of a lower one works
 * @param quota what it may carry; once that is used up it carries nothing
 * @param mtu bytes an IP packet may have on the link
 * @param carrier whether the lower layer is up
 * @param up whether the link is administratively up
 * @param addresses global addresses, IPv4 first
 * @param gateways next hops of its default routes, by address family at most one each
 * @param silentGateways next hops that did not answer ARP or neighbour discovery when last asked; a
 *     hint, since some forward all the same
 * @param metric lowest metric of its default routes, or -1 where it has none
 * @param role what the bond makes of it
 * @param roleReason why, one phrase for people
 */
public record LinkInfo(
    String name,
    int index,
    String id,
    String alias,
    LinkKind kind,
    String driver,
    String busPath,
    boolean metered,
    int tier,
    LinkQuota quota,
    int mtu,
    boolean carrier,
    boolean up,
    List<InetAddress> addresses,
    List<InetAddress> gateways,
    List<InetAddress> silentGateways,
    long metric,
    LinkRole role,
    String roleReason) {
  /** Tier of links of which nothing else was said. */
  public static final int FIRST_TIER = 1;

  /** Tier of links that come last. */
  public static final int LAST_TIER = 9;

  /** Copies the lists. */
  public LinkInfo {
    addresses = List.copyOf(addresses);
    gateways = List.copyOf(gateways);
    silentGateways = List.copyOf(silentGateways);
  }

  /** A link of the first tier without a quota, known by its name alone, metered by its kind. */
  public LinkInfo(
      String name,
      int index,
      LinkKind kind,
      String driver,
      String busPath,
      int mtu,
      boolean carrier,
      boolean up,
      List<InetAddress> addresses,
      List<InetAddress> gateways,
      long metric,
      LinkRole role,
      String roleReason) {
    this(
        name,
        index,
        "name:" + name,
        name,
        kind,
        driver,
        busPath,
        kind.usuallyMetered(),
        FIRST_TIER,
        LinkQuota.NONE,
        mtu,
        carrier,
        up,
        addresses,
        gateways,
        List.of(),
        metric,
        role,
        roleReason);
  }

  /** The same link with another quota. */
  public LinkInfo withQuota(LinkQuota newQuota) {
    return new LinkInfo(
        name,
        index,
        id,
        alias,
        kind,
        driver,
        busPath,
        metered,
        tier,
        newQuota,
        mtu,
        carrier,
        up,
        addresses,
        gateways,
        silentGateways,
        metric,
        role,
        roleReason);
  }

  /** Whether a path to a server can be tried: up, with carrier, an address, and quota left. */
  public boolean usable() {
    return up && carrier && !addresses.isEmpty() && !quota.isUsedUp();
  }
}
