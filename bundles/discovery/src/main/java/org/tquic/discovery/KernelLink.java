package org.tquic.discovery;

import java.net.InetAddress;
import java.util.List;
import org.tquic.linux.netlink.LinkMessage;

/**
 * What routing netlink knows of one link.
 *
 * @param link the link itself
 * @param masterName name of the bridge or bond it belongs to, or empty
 * @param addresses addresses that can be used towards the internet now, IPv4 first
 * @param defaultRoutes default routes that leave by it, IPv4 first, then by metric
 * @param silentGateways those of their next hops that do not answer on the link
 */
record KernelLink(
    LinkMessage link,
    String masterName,
    List<InetAddress> addresses,
    List<DefaultRoute> defaultRoutes,
    List<InetAddress> silentGateways) {
  /**
   * A default route.
   *
   * @param v6 whether it is for IPv6
   * @param gateway next hop, or null on a link with one peer
   * @param metric lower is preferred
   */
  record DefaultRoute(boolean v6, InetAddress gateway, long metric) {}

  KernelLink {
    addresses = List.copyOf(addresses);
    defaultRoutes = List.copyOf(defaultRoutes);
    silentGateways = List.copyOf(silentGateways);
  }

  /** Whether packets for the internet can leave by it: a gateway is known or none is needed. */
  boolean leadsOut() {
    return defaultRoutes.stream().anyMatch(route -> route.gateway() != null || link.pointToPoint());
  }
}
