package org.tquic.gateway.host;

import java.util.ArrayList;
import java.util.List;
import org.tquic.gateway.Cidr;
import org.tquic.gateway.host.HostChange.Address;
import org.tquic.gateway.host.HostChange.FirewallTable;
import org.tquic.gateway.host.HostChange.Link;

/**
 * What a server's machine needs, as one list of changes: the tunnel with the pool's first address,
 * whose prefix makes the route to the routers, forwarding, and translation of what leaves.
 */
public final class ServerPlan {
  private ServerPlan() {}

  /**
   * All changes in order.
   *
   * @param device the tunnel's device
   * @param mtu bytes of the largest inner packet
   * @param addresses the server's inner addresses with the pools' prefix lengths
   * @param firewall whether to translate addresses and clamp the MSS
   * @param forwarding from {@link Forwarding#changes}, taken once before the first plan
   */
  public static List<HostChange> changes(
      String device, int mtu, List<Cidr> addresses, boolean firewall, List<HostChange> forwarding) {
    List<HostChange> changes = new ArrayList<>(forwarding);
    changes.add(new Link(device, RouterPlan.deviceMtu(mtu, addresses)));
    addresses.forEach(address -> changes.add(new Address(device, address)));
    if (firewall) {
      changes.add(
          new FirewallTable(FirewallRules.TABLE, FirewallRules.server(device, addresses, mtu)));
    }
    return changes;
  }
}
