package org.tquic.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.lan.Neighbours.Network;

class NeighboursTest {
  private static final Neighbours LINK =
      new Neighbours(
          3,
          List.of(
              new Network(InetAddress.ofLiteral("192.168.77.1"), 23),
              new Network(InetAddress.ofLiteral("fd77::1"), 64)));

  private static boolean include(String address) {
    return LINK.include(InetAddress.ofLiteral(address));
  }

  @Test
  void areInTheLinksNetworks() {
    assertThat(include("192.168.76.9")).isTrue();
    assertThat(include("192.168.77.2")).isTrue();
    assertThat(include("192.168.78.2")).isFalse();
    assertThat(include("203.0.113.7")).isFalse();
    assertThat(include("fd77::9")).isTrue();
    assertThat(include("fd77:0:0:1::9")).isFalse();
    assertThat(include("2001:db8::1")).isFalse();
  }

  @Test
  void haveLinkLocalAddressesOfThisLink() throws UnknownHostException {
    byte[] local = InetAddress.ofLiteral("fe80::9").getAddress();
    assertThat(LINK.include(Inet6Address.getByAddress("", local, 3))).isTrue();
    assertThat(LINK.include(Inet6Address.getByAddress("", local, 4))).isFalse();
    assertThat(include("169.254.1.1")).isFalse();
  }
}
