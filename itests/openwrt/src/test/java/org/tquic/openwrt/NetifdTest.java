package org.tquic.openwrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bond as an interface of netifd. */
class NetifdTest {
  private static final String ADDRESSES =
      """
      9: tquic0    inet 10.77.0.2/32 scope global tquic0\\       valid_lft forever
      9: tquic0    inet6 fd12:3456::2/128 scope global \\       valid_lft forever
      9: tquic0    inet6 fe80::1/64 scope link stable-privacy \\       valid_lft forever
      """;

  private static final String ROUTES = "$TQUIC_ROOT/usr/share/tquic/hostroute.sh add";

  @TempDir Path folder;
  private OpenWrtRoot root;

  @BeforeEach
  void layOut() {
    root = new OpenWrtRoot(folder);
  }

  private void handler(String call) {
    root.sh(
            "INCLUDE_ONLY=1; . $TQUIC_ROOT/lib/netifd/netifd-proto.sh;"
                + " . $TQUIC_ROOT/lib/netifd/proto/tquic.sh; init_proto tquic "
                + call
                + "; add_protocol tquic")
        .good();
  }

  private void pairedWith(String host) {
    root.write("etc/tquic/server.properties", "# the server\nhost=" + host + "\nport=4433\n");
  }

  @Test
  void theProtocolDeclaresItself() {
    handler("dump");
    assertThat(root.calls())
        .containsExactly("option hostroute", "defaults", "protocol tquic no_device=1 available=1");
  }

  @Test
  void setupLeavesTheRestToATaskOfNetifds() {
    handler("setup bond '{}'");
    assertThat(root.calls())
        .containsExactly(
            "proto_run_command bond " + root.path("usr/share/tquic/follow.sh") + " bond");
  }

  @Test
  void eachWanHasARouteToTheServer() {
    pairedWith("203.0.113.1");
    root.interfaceUp("lan", "br-lan", 2, "");
    root.interfaceUp("lte", "wwan0", 5, "0.0.0.0");
    root.interfaceUp("wan", "eth1", 3, "10.71.0.1");
    root.interfaceUp("bond", "tquic0", 9, "10.77.0.1");
    root.sh(ROUTES).good();
    assertThat(root.calls())
        .contains(
            "ip -4 route replace 203.0.113.1 dev wwan0 metric 5 proto 77",
            "ip -4 route replace 203.0.113.1 via 10.71.0.1 dev eth1 metric 3 proto 77")
        .noneMatch(call -> call.contains("br-lan") || call.contains("tquic0"));
    handler("teardown bond '{}'");
    assertThat(root.calls())
        .contains(
            "proto_kill_command bond",
            "ip -4 route del 203.0.113.1 dev wwan0 metric 5 proto 77",
            "ip -4 route del 203.0.113.1 via 10.71.0.1 dev eth1 metric 3 proto 77");
    handler("teardown bond '{}'");
    assertThat(root.calls()).noneMatch(call -> call.startsWith("ip "));
  }

  @Test
  void aServerThatMovedHasRoutesToItsNewAddressAndNoneToTheOld() {
    pairedWith("203.0.113.1");
    root.interfaceUp("wan", "eth1", 3, "10.71.0.1");
    root.sh(ROUTES).good();
    root.sh(ROUTES).good();
    assertThat(root.calls()).noneMatch(call -> call.contains("route del"));

    root.uci("set tquic.bond.enabled=1", "set tquic.bond.server=198.51.100.9:443");
    root.service("start").good();
    root.calls();
    root.sh(ROUTES).good();
    assertThat(root.calls())
        .containsExactly(
            "ip -4 route del 203.0.113.1 via 10.71.0.1 dev eth1 metric 3 proto 77",
            "ip -4 route replace 198.51.100.9 via 10.71.0.1 dev eth1 metric 3 proto 77");
    root.uci("set tquic.bond.server=[2001:db8::9]:443");
    root.service("reload").good();
    root.calls();
    root.sh(ROUTES).good();
    assertThat(root.calls())
        .as("no gateway of that family")
        .containsExactly("ip -4 route del 198.51.100.9 via 10.71.0.1 dev eth1 metric 3 proto 77");
  }

  @Test
  void routesToTheServerCanBeLeftOut() {
    pairedWith("203.0.113.1");
    root.interfaceUp("wan", "eth1", 3, "10.71.0.1");
    root.uci(
        "set network.bond=interface",
        "set network.bond.proto=tquic",
        "set network.bond.hostroute=0");
    root.sh(ROUTES);
    assertThat(root.calls()).noneMatch(call -> call.contains("route replace"));
  }

  @Test
  void aServerKnownByNameNeedsNoRoute() {
    pairedWith("bond.example.net");
    root.interfaceUp("wan", "eth1", 3, "10.71.0.1");
    root.sh(ROUTES).good();
    assertThat(root.calls()).noneMatch(call -> call.contains("route replace"));
  }

  @Test
  void aDeviceThatNetifdSwitchedOffIsMadeAnew() {
    root.uci("set tquic.bond.enabled=1");
    root.write("sys/class/net/tquic0/flags", "0x1090\n");
    root.write("addresses", ADDRESSES);
    root.sh("$TQUIC_ROOT/usr/share/tquic/follow.sh bond");
    assertThat(root.calls()).contains("procd starts");
    root.write("sys/class/net/tquic0/flags", "0x1091\n");
    root.sh("$TQUIC_ROOT/usr/share/tquic/follow.sh bond");
    assertThat(root.calls()).as("it is on").noneMatch(call -> call.startsWith("procd"));
  }

  @Test
  void addressesThatComeChangeAndGoAreTold() {
    root.write(
        "ticks/1",
        "cp_addresses='"
            + ADDRESSES
            + "'\nprintf %s \"$cp_addresses\""
            + " >\"$TQUIC_ROOT/addresses\"\n");
    root.write("ticks/2", "true\n");
    root.write("ticks/3", "rm \"$TQUIC_ROOT/addresses\"\n");
    root.sh("$TQUIC_ROOT/usr/share/tquic/follow.sh bond");
    assertThat(root.calls())
        .containsExactly(
            "proto_init_update tquic0 1 1",
            "proto_add_ipv4_address 10.77.0.2 32",
            "proto_add_ipv6_address fd12:3456::2 128",
            "proto_send_update bond",
            "proto_init_update * 0",
            "proto_send_update bond");
  }
}
