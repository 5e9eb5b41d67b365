package org.tquic.gateway.host;

import java.util.List;
import org.tquic.api.TquicException;
import org.tquic.gateway.Cidr;
import org.tquic.gateway.host.PolicyRule.GoTo;
import org.tquic.gateway.host.PolicyRule.Lookup;
import org.tquic.gateway.host.PolicyRule.Nop;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.netlink.AddressMessage;
import org.tquic.linux.netlink.IpPrefix;
import org.tquic.linux.netlink.LinkMessage;
import org.tquic.linux.netlink.RouteMessage;
import org.tquic.linux.netlink.RtNetlink;
import org.tquic.linux.netlink.RuleBuilder;
import org.tquic.linux.netlink.RuleMessage;

/** The kernel through rtnetlink, in the network namespace of the thread that opened the client. */
public final class NetlinkNetwork implements KernelNetwork {
  private final RtNetlink netlink;

  /** Uses that client, which the caller closes. */
  public NetlinkNetwork(RtNetlink netlink) {
    this.netlink = netlink;
  }

  @Override
  public void configureLink(String device, int mtu) {
    int index = index(device);
    attempt(
        () -> {
          netlink.setMtu(index, mtu);
          netlink.setUp(index, true);
        });
  }

  @Override
  public void addAddress(String device, Cidr address) {
    int index = index(device);
    attempt(() -> netlink.addAddress(AddressMessage.of(index, prefix(address))), Errno.EEXIST);
  }

  @Override
  public void removeAddress(String device, Cidr address) {
    int index = indexOrZero(device);
    if (index != 0) {
      attempt(
          () -> netlink.deleteAddress(AddressMessage.of(index, prefix(address))),
          Errno.EADDRNOTAVAIL,
          Errno.ENODEV);
    }
  }

  @Override
  public void addRoute(TunnelRoute route) {
    RouteMessage message = message(route, index(route.device()));
    attempt(() -> netlink.addRoute(message), Errno.EEXIST);
  }

  @Override
  public void removeRoute(TunnelRoute route) {
    int index = indexOrZero(route.device());
    if (index != 0) {
      attempt(() -> netlink.deleteRoute(message(route, index)), Errno.ESRCH, Errno.ENODEV);
    }
  }

  private static RouteMessage message(TunnelRoute route, int index) {
    return RouteMessage.to(prefix(route.destination()))
        .table(route.table())
        .outInterface(index)
        .build();
  }

  @Override
  public void addRule(PolicyRule rule) {
    attempt(() -> netlink.addRule(message(rule)), Errno.EEXIST);
  }

  @Override
  public void removeRule(PolicyRule rule) {
    attempt(() -> netlink.deleteRule(message(rule)), Errno.ENOENT, Errno.ESRCH, Errno.EAFNOSUPPORT);
  }

  private static RuleMessage message(PolicyRule rule) {
    RuleBuilder message = RuleMessage.at(rule.preference(), rule.ipv6());
    rule.from().ifPresent(from -> message.source(prefix(from)));
    return switch (rule.target()) {
      case Lookup(int table, int suppress) ->
          message.table(table).suppressPrefixLength(suppress).build();
      case GoTo(int preference) -> message.goTo(preference).build();
      case Nop() -> message.table(0).action(RuleMessage.NOTHING).build();
    };
  }

  @Override
  public List<Cidr> gatewayRoutes() {
    return netlink.routes().stream()
        .filter(route -> route.table() == RouteMessage.TABLE_MAIN && route.gateway() != null)
        .map(route -> route.destination())
        .map(destination -> new Cidr(destination.address(), destination.length()))
        .toList();
  }

  private static IpPrefix prefix(Cidr prefix) {
    return new IpPrefix(prefix.address(), prefix.length());
  }

  private int indexOrZero(String device) {
    return netlink.link(device).map(LinkMessage::index).orElse(0);
  }

  private int index(String device) {
    int index = indexOrZero(device);
    if (index == 0) {
      throw new TquicException(
          "the tunnel's device " + device + " is gone", "start the role again; do not delete it");
    }
    return index;
  }

  private static void attempt(Runnable request, int... harmless) {
    try {
      request.run();
    } catch (LinuxException e) {
      for (int errno : harmless) {
        if (e.errno() == errno) {
          return;
        }
      }
      throw new TquicException(e.getMessage(), e.remedy(), e);
    }
  }
}
