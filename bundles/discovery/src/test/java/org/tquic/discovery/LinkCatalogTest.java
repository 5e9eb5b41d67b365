package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkRole;
import org.tquic.linux.netlink.IpPrefix;
import org.tquic.linux.netlink.LinkMessage;
import org.tquic.linux.netlink.RouteMessage;

class LinkCatalogTest {
  private static final long SECOND = 1_000_000_000L;

  private final LinkTable table = new LinkTable();
  private final OperatorChoice choice = new OperatorChoice(new KnownLinks(), Set.of());
  private final Map<String, DeviceFacts> devices = new HashMap<>();
  private final LinkCatalog catalog =
      new LinkCatalog(
          table,
          choice,
          link -> devices.getOrDefault(link.name(), DeviceFacts.UNKNOWN),
          new QuotaBook(List.of(), "boot"));
  private long nowNs;

  private LinkInfo link(String name) {
    return catalog.links(nowNs).stream()
        .filter(link -> link.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void expect(String name, LinkRole role, String reason) {
    LinkInfo link = link(name);
    assertThat(link.roleReason()).as(name).isEqualTo(reason);
    assertThat(link.role()).as(name).isEqualTo(role);
  }

  private void twoWans() {
    table.apply(Messages.link(2, "wan1", Messages.FIT));
    table.apply(Messages.link(3, "wan2", Messages.FIT));
    table.apply(Messages.link(4, "lan0", Messages.FIT));
    table.apply(Messages.address(2, "192.0.2.2/24"));
    table.apply(Messages.address(3, "198.51.100.2/24"));
    table.apply(Messages.address(4, "192.168.77.1/24"));
    table.setRoutes(
        List.of(
            Messages.defaultVia(2, "192.0.2.1", 100),
            Messages.defaultVia(2, "fe80::1", 1024),
            Messages.defaultVia(3, "198.51.100.1", 200)));
  }

  @Test
  void linksWithADefaultRouteAreWans() {
    twoWans();
    expect("wan1", LinkRole.WAN, "default route via 192.0.2.1, metric 100");
    expect("wan2", LinkRole.WAN, "default route via 198.51.100.1, metric 200");
    expect("lan0", LinkRole.LAN, "no default route");
    LinkInfo wan1 = link("wan1");
    assertThat(wan1.kind()).isEqualTo(LinkKind.WIRED);
    assertThat(wan1.metric()).isEqualTo(100);
    assertThat(wan1.gateways())
        .containsExactly(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("fe80::1"));
    assertThat(wan1.usable()).isTrue();
    assertThat(link("lan0").metric()).isEqualTo(-1);
  }

  @Test
  void whatIsNeverAWanSaysWhy() {
    twoWans();
    table.apply(Messages.link(1, "lo", LinkMessage.IFF_LOOPBACK, 772, "", 0, ""));
    table.apply(Messages.link(5, "br0", Messages.FIT, 1, "bridge", 0, ""));
    table.apply(Messages.link(6, "lan1", Messages.FIT, 1, "", 5, "bridge"));
    table.apply(Messages.link(7, "tquic0", Messages.FIT, 65534, "tun", 0, ""));
    table.apply(Messages.link(8, "wan3", Messages.FIT, 1, "", 99, "vrf"));
    choice.ignore("tquic0");
    expect("lo", LinkRole.IGNORED, "loopback");
    expect("br0", LinkRole.IGNORED, "virtual link (bridge)");
    expect("lan1", LinkRole.IGNORED, "port of br0");
    expect("tquic0", LinkRole.IGNORED, "own tunnel");
    expect("wan3", LinkRole.LAN, "no address");
  }

  @Test
  void aDefaultRouteNeedsAGatewayOrAPeer() {
    table.apply(Messages.link(2, "eth0", Messages.FIT));
    table.apply(
        Messages.link(3, "ppp0", Messages.FIT | LinkMessage.IFF_POINTOPOINT, 512, "ppp", 0, ""));
    table.setRoutes(
        List.of(
            RouteMessage.to(IpPrefix.DEFAULT_IPV4).outInterface(2).build(),
            RouteMessage.to(IpPrefix.DEFAULT_IPV4).outInterface(3).metric(7).build()));
    expect("eth0", LinkRole.LAN, "default route without a gateway");
    expect("ppp0", LinkRole.WAN, "default route to its peer, metric 7");
    assertThat(link("ppp0").gateways()).isEmpty();
  }

  @Test
  void aWanInTroubleStaysAWanButNotForEver() {
    twoWans();
    link("wan1");
    table.apply(Messages.link(2, "wan1", Messages.NO_CARRIER));
    table.apply(Messages.gone(Messages.address(2, "192.0.2.2/24")));
    table.setRoutes(List.of(Messages.defaultVia(3, "198.51.100.1", 200)));
    expect("wan1", LinkRole.WAN, "was a WAN; now without carrier");
    assertThat(link("wan1").carrier()).isFalse();
    assertThat(link("wan1").usable()).isFalse();
    table.apply(Messages.link(2, "wan1", Messages.DOWN));
    expect("wan1", LinkRole.WAN, "was a WAN; now administratively down");
    nowNs = 1000 * SECOND;
    table.apply(Messages.link(2, "wan1", Messages.FIT));
    expect("wan1", LinkRole.WAN, "was a WAN; waiting for its default route to return");
    nowNs = catalog.nextDeadlineNs();
    assertThat(nowNs).isEqualTo(1000 * SECOND + WanMemory.PATIENCE_NS);
    expect("wan1", LinkRole.LAN, "no address");
  }

  @Test
  void aWanThatBecomesABridgePortIsNoneAtOnce() {
    twoWans();
    link("wan1");
    table.apply(Messages.link(2, "wan1", Messages.FIT, 1, "", 9, "bridge"));
    expect("wan1", LinkRole.IGNORED, "port of another link");
    table.setRoutes(List.of());
    table.apply(Messages.link(2, "wan1", Messages.FIT));
    expect("wan1", LinkRole.LAN, "no default route");
  }

  @Test
  void namedLinksAreTheOnlyWans() {
    twoWans();
    table.apply(Messages.link(1, "lo", LinkMessage.IFF_LOOPBACK, 772, "", 0, ""));
    choice.restrictTo(List.of("wan2", "lan0", "later0", "lo"));
    expect("wan1", LinkRole.DISABLED, "not among the links that the operator named");
    expect("wan2", LinkRole.WAN, "named by the operator");
    expect("lan0", LinkRole.WAN, "named by the operator");
    expect("lo", LinkRole.IGNORED, "loopback");
    table.apply(Messages.link(9, "later0", Messages.NO_CARRIER));
    expect("later0", LinkRole.WAN, "named by the operator");
    choice.restrictTo(List.of());
    expect("wan1", LinkRole.WAN, "default route via 192.0.2.1, metric 100");
    expect("lan0", LinkRole.LAN, "no default route");
  }

  @Test
  void theOperatorsLatestWordCounts() {
    twoWans();
    choice.bond(link("wan1"), Optional.of(false));
    expect("wan1", LinkRole.DISABLED, "switched off by the operator");
    choice.bond(link("lan0"), Optional.of(false));
    expect("lan0", LinkRole.LAN, "no default route");
    choice.restrictTo(List.of("wan1"));
    expect("wan1", LinkRole.WAN, "named by the operator");
    choice.bond(link("wan1"), Optional.of(false));
    expect("wan1", LinkRole.DISABLED, "switched off by the operator");
    choice.bond(link("wan2"), Optional.of(true));
    expect("wan2", LinkRole.WAN, "switched on by the operator");
    choice.restrictTo(List.of());
    expect("wan1", LinkRole.DISABLED, "switched off by the operator");
    choice.clearOff(link("wan1"));
    expect("wan1", LinkRole.WAN, "default route via 192.0.2.1, metric 100");
  }

  @Test
  void aVirtualLinkIsAWanOnlyByTheOperatorsWord() {
    table.apply(Messages.link(5, "wg0", Messages.FIT, 65534, "wireguard", 0, ""));
    table.setRoutes(List.of(Messages.defaultVia(5, "10.0.0.1", 0)));
    expect("wg0", LinkRole.IGNORED, "virtual link (wireguard)");
    choice.bond(link("wg0"), Optional.of(true));
    expect("wg0", LinkRole.WAN, "switched on by the operator");
    choice.bond(link("wg0"), Optional.of(false));
    expect("wg0", LinkRole.IGNORED, "virtual link (wireguard)");
  }

  @Test
  void aPhoneIsKnownAgainUnderAnotherName() {
    devices.put("usb0", new DeviceFacts(true, true, "rndis_host", "usb1/1-2", false, false));
    devices.put("usb1", new DeviceFacts(true, true, "rndis_host", "usb1/1-2", false, false));
    devices.put("usb2", new DeviceFacts(true, true, "rndis_host", "usb1/1-3", false, false));
    LinkMessage first = Messages.link(5, "usb0", Messages.FIT);
    table.apply(first);
    table.setRoutes(List.of(Messages.defaultVia(5, "192.168.42.129", 0)));
    assertThat(link("usb0").kind()).isEqualTo(LinkKind.USB_TETHER);
    choice.bond(link("usb0"), Optional.of(false));
    table.apply(Messages.gone(first));
    table.apply(Messages.link(6, "usb1", Messages.FIT));
    table.apply(Messages.link(7, "usb2", Messages.FIT));
    table.setRoutes(
        List.of(
            Messages.defaultVia(6, "192.168.42.129", 0),
            Messages.defaultVia(7, "192.168.43.129", 0)));
    expect("usb1", LinkRole.DISABLED, "switched off by the operator");
    expect("usb2", LinkRole.WAN, "default route via 192.168.43.129");
  }

  @Test
  void devicesAreLookedUpOncePerName() {
    devices.put("eth0", new DeviceFacts(true, true, "r8169", "pci/1", false, false));
    table.apply(Messages.link(5, "eth0", Messages.FIT));
    assertThat(link("eth0").driver()).isEqualTo("r8169");
    devices.clear();
    assertThat(link("eth0").driver()).isEqualTo("r8169");
    table.apply(Messages.link(5, "uplink", Messages.FIT));
    assertThat(link("uplink").driver()).isEmpty();
    devices.put("uplink", new DeviceFacts(true, true, "r8169", "pci/1", false, false));
    catalog.forgetDevices();
    assertThat(link("uplink").busPath()).isEqualTo("pci/1");
  }
}
