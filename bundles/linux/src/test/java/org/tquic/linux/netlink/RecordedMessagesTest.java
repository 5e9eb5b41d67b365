package org.tquic.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads recordings of a kernel; {@link NetlinkRecorder#SETUP} is what they show. */
class RecordedMessagesTest {
  private static final int WAN1 = 3;
  private static final int WAN2 = 5;

  private static InetAddress ip(String text) {
    return InetAddress.ofLiteral(text);
  }

  @Test
  void linksHaveTheirStateKindAndMaster() {
    Map<String, LinkMessage> links =
        Recordings.messages("links", LinkMessage.class).stream()
            .collect(Collectors.toMap(LinkMessage::name, Function.identity()));
    assertThat(links).containsOnlyKeys("lo", "gw1", "wan1", "gw2", "wan2", "br0", "tun7");
    assertThat(links.get("lo").loopback()).isTrue();
    LinkMessage wan1 = links.get("wan1");
    assertThat(wan1.kind()).isEqualTo("veth");
    assertThat(wan1.mtu()).isEqualTo(1420);
    assertThat(wan1.address()).isEqualTo("02:00:00:00:00:01");
    assertThat(wan1.up()).isTrue();
    assertThat(wan1.lowerUp()).isTrue();
    assertThat(wan1.operState()).isEqualTo(6);
    assertThat(wan1.parent()).isEqualTo(links.get("gw1").index());
    assertThat(wan1.removed()).isFalse();
    LinkMessage wan2 = links.get("wan2");
    assertThat(wan2.up()).isTrue();
    assertThat(wan2.lowerUp()).isFalse();
    assertThat(wan2.operState()).isEqualTo(LinkMessage.OPER_LOWER_LAYER_DOWN);
    LinkMessage port = links.get("gw2");
    assertThat(port.master()).isEqualTo(links.get("br0").index());
    assertThat(port.portKind()).isEqualTo("bridge");
    assertThat(links.get("tun7").kind()).isEqualTo("tun");
    assertThat(links.get("tun7").pointToPoint()).isTrue();
  }

  @Test
  void addressesHaveTheirPrefixPeerAndScope() {
    List<AddressMessage> addresses = Recordings.messages("addresses", AddressMessage.class);
    assertThat(addresses)
        .filteredOn(a -> a.index() == WAN1)
        .extracting(AddressMessage::local)
        .contains(IpPrefix.parse("192.0.2.2/24"), IpPrefix.parse("2001:db8:1::2/64"));
    assertThat(addresses)
        .filteredOn(a -> a.index() == WAN2)
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.local()).isEqualTo(IpPrefix.parse("198.51.100.2/32"));
              assertThat(a.peer()).isEqualTo(ip("198.51.100.1"));
            });
    assertThat(addresses)
        .filteredOn(a -> a.index() == WAN1 && a.scope() == AddressMessage.SCOPE_LINK)
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.tentative()).isTrue();
              assertThat(a.usable()).isFalse();
            });
  }

  @Test
  void routesHaveTheirTableMetricGatewayAndWays() {
    List<RouteMessage> routes = Recordings.messages("routes4", RouteMessage.class);
    assertThat(routes).hasSize(13);
    assertThat(routes)
        .filteredOn(RouteMessage::isDefault)
        .extracting(
            RouteMessage::table,
            RouteMessage::metric,
            RouteMessage::gateway,
            RouteMessage::preferredSource,
            RouteMessage::protocol)
        .containsExactlyInAnyOrder(
            tuple(254, 100L, ip("192.0.2.1"), null, 3),
            tuple(1000, 0L, ip("192.0.2.1"), ip("192.0.2.2"), 16));
    RouteMessage several = route(routes, "203.0.113.0/24");
    assertThat(several.hops())
        .containsExactly(
            new RouteMessage.NextHop(WAN1, ip("192.0.2.1"), 3, 0),
            new RouteMessage.NextHop(WAN2, ip("198.51.100.1"), 1, 16));
    assertThat(route(routes, "203.0.113.128/25").gateway()).isEqualTo(ip("fe80::1"));
    RouteMessage refusing = route(routes, "10.0.0.0/8");
    assertThat(refusing.type()).isEqualTo(RouteMessage.UNREACHABLE);
    assertThat(refusing.metric()).isEqualTo(4278198272L);
    assertThat(refusing.hops()).isEmpty();
  }

  @Test
  void routesOfIpv6AreRead() {
    assertThat(Recordings.messages("routes6", RouteMessage.class))
        .filteredOn(RouteMessage::isDefault)
        .singleElement()
        .satisfies(
            route -> {
              assertThat(route.destination()).isEqualTo(IpPrefix.DEFAULT_IPV6);
              assertThat(route.gateway()).isEqualTo(ip("fe80::1"));
              assertThat(route.metric()).isEqualTo(512);
              assertThat(route.outInterface()).isEqualTo(WAN1);
            });
  }

  @Test
  void rulesHaveTheirConditions() {
    Map<Long, RuleMessage> rules =
        Recordings.messages("rules4", RuleMessage.class).stream()
            .collect(Collectors.toMap(RuleMessage::priority, Function.identity()));
    assertThat(rules).containsOnlyKeys(0L, 100L, 101L, 102L, 32766L, 32767L);
    assertThat(rules.get(0L).table()).isEqualTo(RouteMessage.TABLE_LOCAL);
    assertThat(rules.get(100L).mark()).isEqualTo(0x77);
    assertThat(rules.get(100L).mask()).isEqualTo(0xff);
    assertThat(rules.get(100L).table()).isEqualTo(1000);
    assertThat(rules.get(101L).source()).isEqualTo(IpPrefix.parse("192.0.2.2"));
    RuleMessage inverted = rules.get(102L);
    assertThat(inverted.inverted()).isTrue();
    assertThat(inverted.destination()).isEqualTo(IpPrefix.parse("10.0.0.0/8"));
    assertThat(inverted.inInterface()).isEqualTo("wan2");
    assertThat(inverted.suppressPrefixLength()).isZero();
    assertThat(rules.get(32766L).suppressPrefixLength()).isEqualTo(-1);
    assertThat(Recordings.messages("rules6", RuleMessage.class))
        .filteredOn(rule -> rule.priority() == 103)
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.v6()).isTrue();
              assertThat(rule.outInterface()).isEqualTo("wan1");
              assertThat(rule.action()).isEqualTo(RuleMessage.UNREACHABLE);
            });
  }

  @Test
  void aRefusalHasItsNumberAndTheKernelsWords() {
    assertThat(Recordings.messages("refused", NetlinkMessage.Outcome.class))
        .containsExactly(new NetlinkMessage.Outcome(101, "Nexthop has invalid gateway"));
  }

  @Test
  void changesAreReadInOrder() {
    List<NetlinkMessage> changes =
        Recordings.frames("changes").stream().map(NetlinkFrame::message).toList();
    assertThat(changes.getFirst())
        .isInstanceOfSatisfying(
            AddressMessage.class,
            a -> {
              assertThat(a.local()).isEqualTo(IpPrefix.parse("192.0.2.9/24"));
              assertThat(a.removed()).isFalse();
            });
    assertThat(changes)
        .filteredOn(m -> m instanceof RouteMessage r && r.isDefault() && r.metric() == 50)
        .extracting(m -> ((RouteMessage) m).removed())
        .containsExactly(false, true);
    assertThat(changes)
        .filteredOn(m -> m instanceof LinkMessage l && l.index() == WAN1)
        .extracting(m -> ((LinkMessage) m).lowerUp(), m -> ((LinkMessage) m).removed())
        .containsExactly(
            tuple(false, false), tuple(true, false), tuple(false, false), tuple(false, true));
  }

  @Test
  void leavingABridgeIsNotBeingRemoved() {
    // The bridge's own message about its port has type RTM_DELLINK.
    assertThat(Recordings.frames("changes"))
        .filteredOn(frame -> frame.type() == NetlinkCodec.RTM_DELLINK)
        .extracting(NetlinkFrame::message)
        .filteredOn(message -> message instanceof LinkMessage)
        .extracting(message -> ((LinkMessage) message).name())
        .containsExactly("wan1", "gw1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"links", "addresses", "routes4", "routes6", "rules4", "rules6"})
  void dumpsEndWell(String name) {
    List<NetlinkFrame> frames = Recordings.frames(name);
    assertThat(frames.getLast().message()).isEqualTo(new NetlinkMessage.DumpEnd(0, ""));
    assertThat(frames)
        .allSatisfy(
            frame -> {
              assertThat(frame.sequence()).isEqualTo(7);
              assertThat(frame.dumpInterrupted()).isFalse();
            });
  }

  private static RouteMessage route(List<RouteMessage> routes, String destination) {
    return routes.stream()
        .filter(route -> route.destination().equals(IpPrefix.parse(destination)))
        .findFirst()
        .orElseThrow();
  }
}
