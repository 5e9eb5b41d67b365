package org.tquic.gateway.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkQuota;
import org.tquic.api.link.LinkRole;

class DirectWayTest {
  private static final LinkQuota USED_UP = new LinkQuota(1000, 1, 1000, "2026-12-01");

  private static LinkInfo link(String name, long metric, String... gateways) {
    return new LinkInfo(
        name,
        1,
        LinkKind.WIRED,
        "",
        "",
        1500,
        true,
        true,
        List.of(),
        List.of(gateways).stream().map(InetAddress::ofLiteral).toList(),
        metric,
        LinkRole.WAN,
        "");
  }

  private static LinkInfo cable(long metric) {
    return link("eth1", metric, "192.0.2.1");
  }

  private static LinkInfo phone(long metric, String... gateways) {
    return link("usb0", metric, gateways).withQuota(USED_UP);
  }

  @Test
  void isTheRouteWithTheLowestMetric() {
    assertThat(DirectWay.isUsedUp(List.of(phone(200, "192.0.2.9"), cable(100)), false)).isFalse();
    assertThat(DirectWay.isUsedUp(List.of(phone(50, "192.0.2.9"), cable(100)), false)).isTrue();
    assertThat(DirectWay.isUsedUp(List.of(phone(100, "192.0.2.9"), cable(100)), false)).isTrue();
    assertThat(DirectWay.isUsedUp(List.of(phone(200, "192.0.2.9")), false)).isTrue();
    assertThat(DirectWay.isUsedUp(List.of(cable(100)), false)).isFalse();
    assertThat(DirectWay.isUsedUp(List.of(), false)).isFalse();
  }

  @Test
  void isOneForEachFamily() {
    List<LinkInfo> links = List.of(phone(200, "192.0.2.9", "2001:db8::9"), cable(100));
    assertThat(DirectWay.isUsedUp(links, false)).isFalse();
    assertThat(DirectWay.isUsedUp(links, true)).isTrue();
  }

  @Test
  void mayLeadToAPeerWithoutAGateway() {
    assertThat(DirectWay.isUsedUp(List.of(phone(50), cable(100)), false)).isTrue();
    assertThat(DirectWay.isUsedUp(List.of(phone(-1), cable(100)), true)).isFalse();
  }
}
