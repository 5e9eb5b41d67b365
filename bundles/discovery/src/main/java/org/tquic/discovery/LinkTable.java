package org.tquic.discovery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tquic.linux.netlink.AddressMessage;
import org.tquic.linux.netlink.LinkMessage;
import org.tquic.linux.netlink.NeighbourMessage;
import org.tquic.linux.netlink.NetlinkMessage;
import org.tquic.linux.netlink.RouteMessage;

/**
 * The kernel's links, addresses and default routes, kept up to date from routing netlink messages.
 * Pure and not thread-safe.
 *
 * <p>Links and addresses follow their messages. Routes do not: the kernel drops IPv4 routes without
 * a word when their link goes down or loses its address, and replaces a route with a message that
 * does not name the old one. So a message that bears on default routes only says that they must be
 * listed anew, which gives the truth whatever was dropped.
 */
final class LinkTable {
  /** What a message changes. */
  enum Effect {
    /** Nothing that matters here. */
    NOTHING,
    /** The table. */
    CHANGED,
    /** The table perhaps, and the routes must be listed anew. */
    ROUTES_STALE
  }

  private static final int SCOPE_SITE = 200;

  private final Map<Integer, LinkMessage> links = new TreeMap<>();
  private final Map<Integer, Map<InetAddress, AddressMessage>> addresses = new TreeMap<>();
  private List<RouteMessage> defaultRoutes = List.of();
  private final SilentGateways gateways = new SilentGateways();

  /** Replaces everything. */
  void resync(
      List<LinkMessage> newLinks, List<AddressMessage> newAddresses, List<RouteMessage> routes) {
    links.clear();
    addresses.clear();
    gateways.clear();
    newLinks.forEach(this::apply);
    newAddresses.forEach(this::apply);
    setRoutes(routes);
  }

  /** Replaces the routes. */
  void setRoutes(List<RouteMessage> routes) {
    defaultRoutes = routes.stream().filter(RouteMessage::isDefault).toList();
    gateways.retain(defaultRoutes);
  }

  /** Takes in one change. */
  Effect apply(NetlinkMessage message) {
    return switch (message) {
      case LinkMessage link -> apply(link);
      case AddressMessage address -> apply(address);
      case RouteMessage route -> route.isDefault() ? Effect.ROUTES_STALE : Effect.NOTHING;
      case NeighbourMessage neighbour -> gateways.apply(neighbour, defaultRoutes);
      default -> Effect.NOTHING;
    };
  }

  private Effect apply(LinkMessage link) {
    if (link.removed()) {
      addresses.remove(link.index());
      return links.remove(link.index()) == null ? Effect.NOTHING : Effect.ROUTES_STALE;
    }
    LinkMessage before = links.put(link.index(), link);
    if (link.equals(before)) {
      return Effect.NOTHING;
    }
    return before != null && before.up() && !link.up() ? Effect.ROUTES_STALE : Effect.CHANGED;
  }

  private Effect apply(AddressMessage address) {
    InetAddress key = address.local().address();
    if (address.removed()) {
      Map<InetAddress, AddressMessage> known = addresses.getOrDefault(address.index(), Map.of());
      if (known.isEmpty() || known.remove(key) == null) {
        return Effect.NOTHING;
      }
      return Effect.ROUTES_STALE;
    }
    AddressMessage before =
        addresses.computeIfAbsent(address.index(), _ -> new LinkedHashMap<>()).put(key, address);
    return address.equals(before) ? Effect.NOTHING : Effect.CHANGED;
  }

  /**
   * Every link with what belongs to it, by index.
   *
   * @param ownTunnels names of this program's own tunnels; a table other than main in which one of
   *     them has a default route was made for it, and its other routes say nothing about WANs
   */
  List<KernelLink> links(Set<String> ownTunnels) {
    Set<Integer> ownTables = new HashSet<>();
    for (RouteMessage route : defaultRoutes) {
      if (route.table() != RouteMessage.TABLE_MAIN
          && route.hops().stream().anyMatch(hop -> isNamed(hop.outInterface(), ownTunnels))) {
        ownTables.add(route.table());
      }
    }
    List<KernelLink> result = new ArrayList<>();
    for (LinkMessage link : links.values()) {
      LinkMessage master = links.get(link.master());
      result.add(
          new KernelLink(
              link,
              master == null ? "" : master.name(),
              addressesOf(link.index()),
              routesOf(link.index(), ownTables),
              gateways.of(link.index())));
    }
    return result;
  }

  private boolean isNamed(int index, Set<String> names) {
    LinkMessage link = links.get(index);
    return link != null && names.contains(link.name());
  }

  private List<InetAddress> addressesOf(int index) {
    return addresses.getOrDefault(index, Map.of()).values().stream()
        .filter(address -> address.scope() < SCOPE_SITE)
        .filter(address -> address.usable() && !address.deprecated())
        .map(address -> address.local().address())
        .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
        .sorted(Comparator.comparingInt(LinkTable::rank))
        .toList();
  }

  /** IPv4, then global IPv6, then unique local IPv6 (RFC 4193), which rarely leads far. */
  private static int rank(InetAddress address) {
    if (address instanceof Inet4Address) {
      return 0;
    }
    return (address.getAddress()[0] & 0xfe) == 0xfc ? 2 : 1;
  }

  private List<KernelLink.DefaultRoute> routesOf(int index, Set<Integer> ownTables) {
    List<KernelLink.DefaultRoute> routes = new ArrayList<>();
    for (RouteMessage route : defaultRoutes) {
      // What this program made for its own ends does not make a link a WAN.
      if (ownTables.contains(route.table()) || route.protocol() == RouteMessage.PROTOCOL_OWN) {
        continue;
      }
      for (RouteMessage.NextHop hop : route.hops()) {
        if (hop.outInterface() == index) {
          routes.add(
              new KernelLink.DefaultRoute(
                  route.destination().isV6(), hop.gateway(), route.metric()));
        }
      }
    }
    routes.sort(
        Comparator.comparing(KernelLink.DefaultRoute::v6)
            .thenComparing(KernelLink.DefaultRoute::metric));
    return routes;
  }
}
