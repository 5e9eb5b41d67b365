package org.tquic.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Namespace;

/** Against the kernel, judged by iproute2. */
class RtNetlinkTest {
  private static Namespace wan() throws Exception {
    Namespace lab = Namespace.open();
    lab.ip("link add wan1 type veth peer name gw1");
    lab.ip("link set gw1 up");
    return lab;
  }

  private static InetAddress ip(String text) {
    return InetAddress.ofLiteral(text);
  }

  @Test
  void linksAndAddressesAreChanged() throws Exception {
    try (Namespace lab = wan();
        RtNetlink netlink = lab.call(RtNetlink::open)) {
      int wan1 = netlink.link("wan1").orElseThrow().index();
      netlink.setMtu(wan1, 1380);
      netlink.setUp(wan1, true);
      assertThat(netlink.link("wan1").orElseThrow())
          .satisfies(
              link -> {
                assertThat(link.up()).isTrue();
                assertThat(link.mtu()).isEqualTo(1380);
              });
      AddressMessage four = AddressMessage.of(wan1, IpPrefix.parse("192.0.2.2/24"));
      AddressMessage six =
          AddressMessage.of(wan1, IpPrefix.parse("2001:db8::2/64"))
              .withFlags(AddressMessage.NO_DUPLICATE_DETECTION);
      AddressMessage tunnel =
          AddressMessage.of(wan1, IpPrefix.parse("10.77.0.2/32")).withPeer(ip("10.77.0.1"));
      netlink.addAddress(four);
      netlink.addAddress(six);
      netlink.addAddress(tunnel);
      assertThat(lab.ip("-o addr show dev wan1"))
          .contains("inet 192.0.2.2/24", "inet6 2001:db8::2/64", "10.77.0.2 peer 10.77.0.1/32");
      assertThat(netlink.addresses())
          .filteredOn(a -> a.index() == wan1 && a.scope() == AddressMessage.SCOPE_GLOBAL)
          .extracting(AddressMessage::local)
          .containsExactlyInAnyOrder(four.local(), six.local(), tunnel.local());
      netlink.deleteAddress(four);
      netlink.deleteAddress(six);
      netlink.deleteAddress(tunnel);
      assertThat(lab.ip("-o addr show dev wan1 scope global")).isEmpty();
      netlink.setUp(wan1, false);
      assertThat(netlink.link("wan1").orElseThrow().up()).isFalse();
      assertThat(netlink.link("nowhere0")).isEmpty();
    }
  }

  @Test
  void whatLinksHaveCarriedIsWhatTheKernelShows() throws Exception {
    try (Namespace lab = wan();
        RtNetlink netlink = lab.call(RtNetlink::open)) {
      lab.ip("link set wan1 up");
      lab.ip("address add 192.0.2.2/24 dev wan1");
      int wan1 = netlink.link("wan1").orElseThrow().index();
      assertThat(netlink.traffic())
          .extracting(TrafficMessage::index)
          .containsExactlyInAnyOrderElementsOf(
              netlink.links().stream().map(LinkMessage::index).toList());
      lab.call(
          () -> {
            try (DatagramSocket socket = new DatagramSocket()) {
              byte[] bytes = new byte[1000];
              socket.send(new DatagramPacket(bytes, bytes.length, ip("192.0.2.255"), 9));
            }
            return null;
          });
      TrafficMessage now =
          netlink.traffic().stream().filter(of -> of.index() == wan1).findFirst().orElseThrow();
      assertThat(now.sentBytes()).isBetween(1000L, 10_000L);
      assertThat(now.receivedBytes()).isLessThan(1000L);
      assertThat(now.bytes()).isEqualTo(now.sentBytes() + now.receivedBytes());
    }
  }

  @Test
  void routesAreAddedReplacedAndDeleted() throws Exception {
    try (Namespace lab = wan();
        RtNetlink netlink = lab.call(RtNetlink::open)) {
      lab.ip("link set wan1 up");
      lab.ip("address add 192.0.2.2/24 dev wan1");
      int wan1 = netlink.link("wan1").orElseThrow().index();
      RouteMessage first =
          RouteMessage.to(IpPrefix.DEFAULT_IPV4)
              .gateway(ip("192.0.2.1"))
              .outInterface(wan1)
              .table(7001)
              .metric(10)
              .build();
      netlink.addRoute(first);
      assertThat(lab.ip("route show table 7001"))
          .isEqualTo("default via 192.0.2.1 dev wan1 proto static metric 10");
      RouteMessage second =
          RouteMessage.to(IpPrefix.DEFAULT_IPV4)
              .gateway(ip("192.0.2.77"))
              .outInterface(wan1)
              .table(7001)
              .metric(10)
              .preferredSource(ip("192.0.2.2"))
              .build();
      assertThatThrownBy(() -> netlink.addRoute(second))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
      netlink.replaceRoute(second);
      assertThat(lab.ip("route show table 7001"))
          .isEqualTo("default via 192.0.2.77 dev wan1 proto static src 192.0.2.2 metric 10");
      // What a dump shows can be deleted as it is.
      netlink.routes().stream().filter(r -> r.table() == 7001).forEach(netlink::deleteRoute);
      assertThat(lab.ip("route show table all default")).isEmpty();
      assertThatThrownBy(() -> netlink.deleteRoute(second))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ESRCH));
    }
  }

  @Test
  void specialRoutesAreAdded() throws Exception {
    try (Namespace lab = wan();
        RtNetlink netlink = lab.call(RtNetlink::open)) {
      lab.ip("link set wan1 up");
      lab.ip("address add 192.0.2.2/24 dev wan1");
      int wan1 = netlink.link("wan1").orElseThrow().index();
      netlink.addRoute(
          RouteMessage.to(IpPrefix.parse("10.0.0.0/8")).type(RouteMessage.UNREACHABLE).build());
      netlink.addRoute(
          RouteMessage.to(IpPrefix.parse("203.0.113.5")).outInterface(wan1).metric(3).build());
      netlink.addRoute(
          RouteMessage.to(IpPrefix.parse("203.0.113.6"))
              .gateway(ip("198.51.100.1"))
              .outInterface(wan1)
              .flags(RouteMessage.ON_LINK)
              .build());
      netlink.addRoute(
          RouteMessage.to(IpPrefix.parse("203.0.113.7"))
              .gateway(ip("fe80::1"))
              .outInterface(wan1)
              .build());
      netlink.addRoute(
          RouteMessage.to(IpPrefix.parse("203.0.113.8"))
              .nextHops(
                  List.of(
                      new RouteMessage.NextHop(wan1, ip("192.0.2.1"), 3, 0),
                      new RouteMessage.NextHop(wan1, ip("192.0.2.3"), 1, 0)))
              .build());
      netlink.addRoute(
          RouteMessage.to(IpPrefix.parse("2001:db8:7::/48"))
              .gateway(ip("fe80::7"))
              .outInterface(wan1)
              .build());
      assertThat(lab.ip("route show"))
          .contains("unreachable 10.0.0.0/8 proto static")
          .contains("203.0.113.5 dev wan1 proto static scope link metric 3")
          .contains("203.0.113.6 via 198.51.100.1 dev wan1 proto static onlink")
          .contains("203.0.113.7 via inet6 fe80::1 dev wan1 proto static")
          .contains("nexthop via 192.0.2.1 dev wan1 weight 3");
      assertThat(lab.ip("-6 route show"))
          .contains("2001:db8:7::/48 via fe80::7 dev wan1 proto static");
      assertThat(netlink.lookUp(ip("203.0.113.6"), 0, 0).gateway()).isEqualTo(ip("198.51.100.1"));
      assertThatThrownBy(() -> netlink.lookUp(ip("8.8.8.8"), 0, 0))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENETUNREACH));
      List<RouteMessage> ours =
          netlink.routes().stream()
              .filter(r -> r.protocol() == RouteMessage.PROTOCOL_STATIC)
              .toList();
      assertThat(ours).hasSize(6);
      ours.forEach(netlink::deleteRoute);
      assertThat(lab.ip("route show proto static")).isEmpty();
      assertThat(lab.ip("-6 route show proto static")).isEmpty();
    }
  }

  @Test
  void rulesCanGoOnAtALaterOne() throws Exception {
    try (Namespace lab = wan();
        RtNetlink netlink = lab.call(RtNetlink::open)) {
      RuleMessage place = RuleMessage.at(920, true).table(0).action(RuleMessage.NOTHING).build();
      RuleMessage jump =
          RuleMessage.at(910, true).source(IpPrefix.parse("fd01::1")).goTo(920).build();
      netlink.addRule(place);
      netlink.addRule(jump);
      assertThat(lab.ip("-6 rule show"))
          .containsPattern("910:\\s+from fd01::1 goto 920")
          .containsPattern("920:\\s+from all nop");
      assertThat(netlink.rules()).anyMatch(rule -> rule.priority() == 910 && rule.goTo() == 920);
      netlink.deleteRule(jump);
      netlink.deleteRule(place);
      assertThat(netlink.rules()).noneMatch(rule -> rule.priority() / 100 == 9);
    }
  }

  @Test
  void rulesOfBothFamiliesAreAddedAndDeleted() throws Exception {
    try (Namespace lab = wan();
        RtNetlink netlink = lab.call(RtNetlink::open)) {
      List<RuleMessage> before = netlink.rules();
      netlink.addRule(RuleMessage.at(900, false).mark(0x7771).table(7001).protocol(77).build());
      netlink.addRule(
          RuleMessage.at(901, false)
              .source(IpPrefix.parse("192.0.2.0/24"))
              .inInterface("wan1")
              .mark(0x10)
              .mask(0xf0)
              .table(7001)
              .build());
      netlink.addRule(RuleMessage.at(902, false).suppressPrefixLength(0).build());
      netlink.addRule(RuleMessage.at(903, true).outInterface("wan1").inverted(true).build());
      assertThat(lab.ip("rule show").lines())
          .anyMatch(line -> line.startsWith("900:") && line.contains("fwmark 0x7771 lookup 7001"))
          .anyMatch(
              line ->
                  line.startsWith("901:")
                      && line.contains("from 192.0.2.0/24 fwmark 0x10/0xf0 iif wan1"))
          .anyMatch(line -> line.startsWith("902:") && line.contains("suppress_prefixlength 0"));
      assertThat(lab.ip("-6 rule show"))
          .containsPattern("903:\\s+not from all oif wan1 lookup main");
      assertThatThrownBy(
              () ->
                  netlink.addRule(
                      RuleMessage.at(900, false).mark(0x7771).table(7001).protocol(77).build()))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
      netlink.rules().stream()
          .filter(rule -> rule.priority() >= 900 && rule.priority() < 904)
          .forEach(netlink::deleteRule);
      assertThat(netlink.rules()).isEqualTo(before);
    }
  }

  @Test
  void refusalsSayWhatWhyAndWhatToDo() throws Exception {
    try (Namespace lab = wan()) {
      RtNetlink netlink = lab.call(RtNetlink::open);
      assertThatThrownBy(
              () ->
                  netlink.addRoute(
                      RouteMessage.to(IpPrefix.DEFAULT_IPV4)
                          .gateway(ip("192.0.2.1"))
                          .outInterface(1)
                          .build()))
          .isInstanceOfSatisfying(
              LinuxException.class,
              e -> {
                assertThat(e.call()).isEqualTo("RTM_NEWROUTE");
                assertThat(e.errnoName()).isEqualTo("ENETUNREACH");
                assertThat(e.remedy()).isNotEmpty();
              })
          .hasMessageContaining("0.0.0.0/0 via 192.0.2.1")
          .hasMessageContaining("Nexthop has invalid gateway");
      assertThatThrownBy(() -> netlink.setUp(4711, true))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV));
      netlink.close();
      assertThatThrownBy(netlink::links).isInstanceOf(LinuxException.class);
    }
  }
}
