package org.tquic.discovery;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tquic.linux.netlink.NeighbourMessage;
import org.tquic.linux.netlink.RouteMessage;

/**
 * Gateways that did not answer ARP or neighbour discovery, and were not heard since. A hint: a
 * gateway may answer nobody and forward all the same, or the kernel may know its address from
 * before. Pure and not thread-safe; bounded by the default routes there are.
 */
final class SilentGateways {
  private record Gateway(int index, InetAddress address) {}

  private final Set<Gateway> silent = new HashSet<>();

  /** Takes in what the kernel says of a neighbour, of which only gateways matter. */
  LinkTable.Effect apply(NeighbourMessage neighbour, List<RouteMessage> defaultRoutes) {
    Gateway gateway = new Gateway(neighbour.index(), neighbour.address());
    boolean changed;
    // Between two failures the kernel asks again, which is no answer.
    if (neighbour.failed()) {
      changed = isUsed(gateway, defaultRoutes) && silent.add(gateway);
    } else {
      changed = neighbour.present() && silent.remove(gateway);
    }
    return changed ? LinkTable.Effect.CHANGED : LinkTable.Effect.NOTHING;
  }

  /** Forgets all, since news may have been missed. */
  void clear() {
    silent.clear();
  }

  /** Forgets those that are no gateways any more. */
  void retain(List<RouteMessage> defaultRoutes) {
    silent.removeIf(gateway -> !isUsed(gateway, defaultRoutes));
  }

  private static boolean isUsed(Gateway gateway, List<RouteMessage> defaultRoutes) {
    return defaultRoutes.stream()
        .flatMap(route -> route.hops().stream())
        .anyMatch(
            hop ->
                hop.outInterface() == gateway.index() && gateway.address().equals(hop.gateway()));
  }

  /** Those of a link, in no order that matters. */
  List<InetAddress> of(int index) {
    return silent.stream()
        .filter(gateway -> gateway.index() == index)
        .map(Gateway::address)
        .toList();
  }
}
