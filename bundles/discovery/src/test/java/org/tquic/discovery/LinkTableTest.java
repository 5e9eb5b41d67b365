package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tquic.linux.netlink.AddressMessage;
import org.tquic.linux.netlink.IpPrefix;
import org.tquic.linux.netlink.LinkMessage;
import org.tquic.linux.netlink.NeighbourMessage;
import org.tquic.linux.netlink.NetlinkMessage;
import org.tquic.linux.netlink.RouteMessage;

class LinkTableTest {
  private final LinkTable table = new LinkTable();

  private static InetAddress ip(String text) {
    return InetAddress.ofLiteral(text);
  }

  private KernelLink link(String name) {
    return links().stream()
        .filter(link -> link.link().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<KernelLink> links() {
    return table.links(Set.of("tquic0"));
  }

  private void recorded() {
    List<RouteMessage> routes = new ArrayList<>(Messages.recorded("routes4", RouteMessage.class));
    routes.addAll(Messages.recorded("routes6", RouteMessage.class));
    table.resync(
        Messages.recorded("links", LinkMessage.class),
        Messages.recorded("addresses", AddressMessage.class),
        routes);
  }

  @Test
  void aRecordedMachineIsPutTogether() {
    recorded();
    assertThat(links())
        .extracting(link -> link.link().name())
        .containsExactly("lo", "gw1", "wan1", "gw2", "wan2", "br0", "tun7");
    KernelLink wan1 = link("wan1");
    assertThat(wan1.addresses()).containsExactly(ip("192.0.2.2"), ip("2001:db8:1::2"));
    assertThat(wan1.defaultRoutes())
        .containsExactly(
            new KernelLink.DefaultRoute(false, ip("192.0.2.1"), 0),
            new KernelLink.DefaultRoute(false, ip("192.0.2.1"), 100),
            new KernelLink.DefaultRoute(true, ip("fe80::1"), 512));
    assertThat(link("wan2").defaultRoutes()).isEmpty();
    assertThat(link("gw2").masterName()).isEqualTo("br0");
    assertThat(link("lo").addresses()).isEmpty();
  }

  @Test
  void recordedChangesLeadToTheRightEnd() {
    recorded();
    boolean carrierWasLost = false;
    for (NetlinkMessage change : Messages.recorded("changes", NetlinkMessage.class)) {
      table.apply(change);
      carrierWasLost |=
          links().stream().anyMatch(l -> l.link().name().equals("wan1") && !l.link().lowerUp());
    }
    assertThat(carrierWasLost).isTrue();
    assertThat(links())
        .extracting(link -> link.link().name())
        .containsExactly("lo", "gw2", "wan2", "br0", "tun7");
    assertThat(link("gw2").link().master()).isZero();
  }

  @Test
  void whatBearsOnDefaultRoutesAsksForThem() {
    LinkMessage wan = Messages.link(2, "wan1", Messages.FIT);
    AddressMessage address = Messages.address(2, "192.0.2.2/24");
    assertThat(table.apply(wan)).isEqualTo(LinkTable.Effect.CHANGED);
    assertThat(table.apply(wan)).isEqualTo(LinkTable.Effect.NOTHING);
    assertThat(table.apply(address)).isEqualTo(LinkTable.Effect.CHANGED);
    assertThat(table.apply(address)).isEqualTo(LinkTable.Effect.NOTHING);
    assertThat(table.apply(Messages.link(2, "wan1", Messages.NO_CARRIER)))
        .isEqualTo(LinkTable.Effect.CHANGED);
    // The kernel drops the routes of a link that goes down, and says nothing.
    assertThat(table.apply(Messages.link(2, "wan1", Messages.DOWN)))
        .isEqualTo(LinkTable.Effect.ROUTES_STALE);
    assertThat(table.apply(Messages.gone(address))).isEqualTo(LinkTable.Effect.ROUTES_STALE);
    assertThat(table.apply(Messages.gone(address))).isEqualTo(LinkTable.Effect.NOTHING);
    assertThat(table.apply(Messages.defaultVia(2, "192.0.2.1", 0)))
        .isEqualTo(LinkTable.Effect.ROUTES_STALE);
    assertThat(table.apply(RouteMessage.to(IpPrefix.parse("10.0.0.0/8")).outInterface(2).build()))
        .isEqualTo(LinkTable.Effect.NOTHING);
    assertThat(table.apply(Messages.gone(wan))).isEqualTo(LinkTable.Effect.ROUTES_STALE);
    assertThat(table.apply(Messages.gone(wan))).isEqualTo(LinkTable.Effect.NOTHING);
    assertThat(table.apply(new NetlinkMessage.Other(99))).isEqualTo(LinkTable.Effect.NOTHING);
    assertThat(links()).isEmpty();
  }

  @Test
  void onlyAddressesThatCanBeUsedCountIpv4First() {
    table.apply(Messages.link(2, "wan1", Messages.FIT));
    for (String prefix :
        List.of("fd00::2/64", "fe80::2/64", "2001:db8::2/64", "169.254.1.1/16", "192.0.2.2/24")) {
      table.apply(Messages.address(2, prefix));
    }
    table.apply(Messages.address(2, "2001:db8::3/64").withFlags(AddressMessage.TENTATIVE));
    table.apply(Messages.address(2, "2001:db8::4/64").withFlags(AddressMessage.DEPRECATED));
    table.apply(Messages.address(2, "2001:db8::5/64").withFlags(AddressMessage.DUPLICATE));
    assertThat(link("wan1").addresses())
        .containsExactly(ip("192.0.2.2"), ip("2001:db8::2"), ip("fd00::2"));
    // Duplicate address detection has ended.
    table.apply(Messages.address(2, "2001:db8::3/64"));
    assertThat(link("wan1").addresses()).contains(ip("2001:db8::3"));
  }

  @Test
  void routesMadeForTheTunnelDoNotCount() {
    table.apply(Messages.link(2, "wan1", Messages.FIT));
    table.apply(Messages.link(3, "wan2", Messages.FIT));
    table.apply(Messages.link(4, "tquic0", Messages.FIT));
    RouteMessage own = RouteMessage.to(IpPrefix.DEFAULT_IPV4).outInterface(4).table(7001).build();
    RouteMessage beside =
        RouteMessage.to(IpPrefix.DEFAULT_IPV4)
            .gateway(ip("192.0.2.1"))
            .outInterface(2)
            .table(7001)
            .metric(9)
            .build();
    RouteMessage guard =
        RouteMessage.to(IpPrefix.DEFAULT_IPV4)
            .gateway(ip("192.0.2.1"))
            .outInterface(2)
            .table(7002)
            .protocol(RouteMessage.PROTOCOL_OWN)
            .build();
    RouteMessage ownInMain = RouteMessage.to(IpPrefix.DEFAULT_IPV4).outInterface(4).build();
    table.setRoutes(
        List.of(own, beside, guard, ownInMain, Messages.defaultVia(3, "198.51.100.1", 5)));
    assertThat(link("wan1").leadsOut()).isFalse();
    assertThat(link("wan2").leadsOut()).isTrue();
  }

  private static NeighbourMessage neighbour(String address, int state) {
    return new NeighbourMessage(false, 2, ip(address), state);
  }

  @Test
  void aGatewayThatDoesNotAnswerIsToldUntilItIsHeard() {
    int incomplete = 0x01;
    int reachable = 0x02;
    int failed = 0x20;
    table.apply(Messages.link(2, "wan1", Messages.FIT));
    table.setRoutes(List.of(Messages.defaultVia(2, "192.0.2.1", 0)));
    assertThat(table.apply(neighbour("192.0.2.7", failed))).isEqualTo(LinkTable.Effect.NOTHING);
    assertThat(table.apply(neighbour("192.0.2.1", failed))).isEqualTo(LinkTable.Effect.CHANGED);
    assertThat(link("wan1").silentGateways()).containsExactly(ip("192.0.2.1"));
    assertThat(link("wan1").leadsOut()).as("a hint only").isTrue();
    // Asked again and again, it is no news.
    assertThat(table.apply(neighbour("192.0.2.1", incomplete))).isEqualTo(LinkTable.Effect.NOTHING);
    assertThat(table.apply(neighbour("192.0.2.1", failed))).isEqualTo(LinkTable.Effect.NOTHING);
    assertThat(table.apply(neighbour("192.0.2.1", reachable))).isEqualTo(LinkTable.Effect.CHANGED);
    assertThat(link("wan1").silentGateways()).isEmpty();
    table.apply(neighbour("192.0.2.1", failed));
    table.setRoutes(List.of(Messages.defaultVia(2, "192.0.2.9", 0)));
    assertThat(link("wan1").silentGateways()).as("no gateway any more").isEmpty();
  }

  @Test
  void everyWayOfAMultipathRouteCounts() {
    table.apply(Messages.link(2, "wan1", Messages.FIT));
    table.apply(Messages.link(3, "wan2", Messages.FIT));
    table.setRoutes(
        List.of(
            RouteMessage.to(IpPrefix.DEFAULT_IPV4)
                .nextHops(
                    List.of(
                        new RouteMessage.NextHop(2, ip("192.0.2.1"), 1, 0),
                        new RouteMessage.NextHop(3, ip("198.51.100.1"), 1, 0)))
                .build()));
    assertThat(links()).allMatch(KernelLink::leadsOut);
  }
}
