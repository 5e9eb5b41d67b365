package org.tquic.gateway.host;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tquic.gateway.Cidr;
import org.tquic.gateway.host.HostChange.Address;
import org.tquic.gateway.host.HostChange.FirewallTable;
import org.tquic.gateway.host.HostChange.Link;
import org.tquic.gateway.host.HostChange.Route;
import org.tquic.gateway.host.HostChange.Rule;
import org.tquic.gateway.host.HostChange.Sysctl;
import org.tquic.gateway.host.PolicyRule.GoTo;
import org.tquic.gateway.host.PolicyRule.Lookup;
import org.tquic.gateway.host.PolicyRule.Nop;

/**
 * What a router's machine needs for a bond, as one list of changes.
 *
 * <p>Three rules per family send traffic into the tunnel and keep the bond's own out of it:
 *
 * <ol>
 *   <li>{@value #BYPASS}: what already bears the address of a WAN goes on behind these rules, to
 *       whatever routing the machine had: answers to who came in over that WAN, kernel errors about
 *       such packets, and programs that chose the address.
 *   <li>{@value #SPECIFIC}: connected networks and all other routes that are more specific than a
 *       default one, from the main table.
 *   <li>{@value #CAPTURE}: everything else, from table {@value #TABLE}, which leads into the
 *       tunnel.
 * </ol>
 *
 * <p>The bond's own sockets are bound to a WAN device. A route into the tunnel has another device,
 * so a look-up for such a socket never takes it and ends in the main table, at the default route of
 * that WAN.
 */
public final class RouterPlan {
  /** The routing table that leads into the tunnel. */
  public static final int TABLE = 7751;

  /** Preference of the rules that let a WAN's own addresses pass. */
  public static final int BYPASS = 5200;

  /** Preference of the rule for more specific routes. */
  public static final int SPECIFIC = 5210;

  /** Preference of the rule that leads into the tunnel. */
  public static final int CAPTURE = 5220;

  /** Preference of the place behind these rules. */
  public static final int BEHIND = 5230;

  private static final int MAIN = 254;

  /** Smallest MTU of a device that carries IPv6 (RFC 8200 section 5). */
  public static final int SMALLEST_IPV6_MTU = 1280;

  private RouterPlan() {}

  /**
   * What decides the plan.
   *
   * @param device the tunnel's device
   * @param mtu bytes of the largest inner packet
   * @param addresses inner addresses that the server assigned, empty while there are none
   * @param routes networks to reach through the bond; a family without an inner address is left out
   * @param wans devices of the WANs
   * @param wanAddresses addresses of the WANs
   * @param firewall whether to translate addresses and clamp the MSS
   */
  public record Input(
      String device,
      int mtu,
      List<Cidr> addresses,
      List<Cidr> routes,
      Collection<String> wans,
      Collection<InetAddress> wanAddresses,
      boolean firewall) {}

  /**
   * All changes in order; rules come last, so that nothing enters a tunnel that is not ready. As
   * long as no address is assigned only the WANs are prepared.
   *
   * @param forwarding from {@link Forwarding#changes}, taken once before the first plan
   */
  public static List<HostChange> changes(Input input, List<HostChange> forwarding) {
    List<HostChange> changes = new ArrayList<>();
    for (String wan : input.wans()) {
      // Answers come in on the WAN that carried the question, though the main table would have
      // used another: the strict check of RFC 3704 section 2.2 drops them, the loose one not.
      changes.add(
          new Sysctl("net/ipv4/conf/" + wan + "/rp_filter", "net/ipv4/conf/all/rp_filter", 1, 2));
    }
    if (input.addresses().isEmpty()) {
      return changes;
    }
    changes.addAll(forwarding);
    changes.add(new Link(input.device(), deviceMtu(input.mtu(), input.addresses())));
    input.addresses().forEach(address -> changes.add(new Address(input.device(), address)));
    if (input.firewall()) {
      changes.add(
          new FirewallTable(
              FirewallRules.TABLE, FirewallRules.router(input.device(), input.mtu())));
    }
    for (Cidr route : input.routes()) {
      if (hasFamily(input.addresses(), route.isIpv6())) {
        changes.add(new Route(new TunnelRoute(TABLE, route.network(), input.device())));
      }
    }
    for (boolean ipv6 : new boolean[] {false, true}) {
      if (hasFamily(input.addresses(), ipv6)) {
        rules(input, ipv6, changes);
      }
    }
    return changes;
  }

  private static void rules(Input input, boolean ipv6, List<HostChange> changes) {
    changes.add(rule(ipv6, BEHIND, Optional.empty(), new Nop()));
    for (InetAddress address : input.wanAddresses()) {
      Cidr source = Cidr.host(address);
      if (source.isIpv6() == ipv6 && !address.isLinkLocalAddress()) {
        changes.add(rule(ipv6, BYPASS, Optional.of(source), new GoTo(BEHIND)));
      }
    }
    changes.add(rule(ipv6, SPECIFIC, Optional.empty(), new Lookup(MAIN, 0)));
    changes.add(rule(ipv6, CAPTURE, Optional.empty(), new Lookup(TABLE, -1)));
  }

  private static Rule rule(
      boolean ipv6, int preference, Optional<Cidr> from, PolicyRule.Target target) {
    return new Rule(new PolicyRule(ipv6, preference, from, target));
  }

  private static boolean hasFamily(List<Cidr> addresses, boolean ipv6) {
    return addresses.stream().anyMatch(address -> address.isIpv6() == ipv6);
  }

  /** The kernel takes IPv6 off a device with an MTU below 1280 (RFC 8200 section 5). */
  static int deviceMtu(int mtu, List<Cidr> addresses) {
    return hasFamily(addresses, true) ? Math.max(mtu, SMALLEST_IPV6_MTU) : mtu;
  }
}
