package org.tquic.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {
  @Test
  void readsBothFamilies() {
    assertThat(IpPrefix.parse("10.1.2.3/8").length()).isEqualTo(8);
    assertThat(IpPrefix.parse("10.1.2.3")).hasToString("10.1.2.3/32");
    assertThat(IpPrefix.parse("fd00::1").length()).isEqualTo(128);
    assertThat(IpPrefix.parse("::/0")).isEqualTo(IpPrefix.DEFAULT_IPV6);
    assertThat(IpPrefix.parse("0.0.0.0/0").isDefault()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10/8",
        "10.0.0.0/33",
        "10.0.0.0/x",
        "10.0.0.0/-1",
        "fd00::/129",
        "host/8",
        "",
        "/8"
      })
  void refusesOthers(String text) {
    assertThatThrownBy(() -> IpPrefix.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void containsByBits() {
    IpPrefix prefix = IpPrefix.parse("192.0.2.128/25");
    assertThat(prefix.contains(InetAddress.ofLiteral("192.0.2.129"))).isTrue();
    assertThat(prefix.contains(InetAddress.ofLiteral("192.0.2.127"))).isFalse();
    assertThat(prefix.contains(InetAddress.ofLiteral("::1"))).isFalse();
    assertThat(IpPrefix.DEFAULT_IPV6.contains(InetAddress.ofLiteral("fe80::1"))).isTrue();
    assertThat(IpPrefix.parse("fd00::/7").contains(InetAddress.ofLiteral("fc00::1"))).isTrue();
  }

  @Test
  void aMappedAddressStaysIpv6() {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    assertThat(IpPrefix.ofBytes(mapped)).isInstanceOf(Inet6Address.class);
  }
}
