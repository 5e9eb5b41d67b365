package org.tquic.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "vpn.example.org:4433, vpn.example.org, 4433, false, vpn.example.org:4433",
    "VPN.Example.ORG:1, vpn.example.org, 1, false, vpn.example.org:1",
    "localhost:443, localhost, 443, false, localhost:443",
    "xn--bcher-kva.example:443, xn--bcher-kva.example, 443, false, xn--bcher-kva.example:443",
    "my_box.lan:443, my_box.lan, 443, false, my_box.lan:443",
    "4g.example:443, 4g.example, 443, false, 4g.example:443",
    "203.0.113.1:65535, 203.0.113.1, 65535, true, 203.0.113.1:65535",
    "[2001:DB8:0:0:0:0:0:1]:443, 2001:db8::1, 443, true, [2001:db8::1]:443",
    "[::1]:443, ::1, 443, true, [::1]:443",
    "[fd00::]:443, fd00::, 443, true, [fd00::]:443",
    "[2001:db8:0:1:1:1:1:1]:443, 2001:db8:0:1:1:1:1:1, 443, true, [2001:db8:0:1:1:1:1:1]:443",
    "[2001:db8:0:0:1:0:0:1]:443, 2001:db8::1:0:0:1, 443, true, [2001:db8::1:0:0:1]:443",
    "[::ffff:203.0.113.1]:443, 203.0.113.1, 443, true, 203.0.113.1:443"
  })
  void readsHostAndPort(String text, String host, int port, boolean literal, String canonical) {
    ServerAddress address = ServerAddress.parse(text);
    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port()).isEqualTo(port);
    assertThat(address.isLiteral()).isEqualTo(literal);
    assertThat(address).hasToString(canonical);
    assertThat(ServerAddress.parse(canonical)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":443",
        "host",
        "host:",
        "host:0",
        "host:65536",
        "host:-1",
        "host:+1",
        "host:99999999999",
        "host:4x",
        "host name:443",
        "-host:443",
        "host-:443",
        ".host:443",
        "host.:443",
        "a..b:443",
        "bücher.example:443",
        "1.2.3:443",
        "1.2.3.4.5:443",
        "1.2.3.256:443",
        "01.2.3.4:443",
        "0x7f.1:443",
        "example.0x1f:443",
        "0.0.0.0:443",
        "224.0.0.1:443",
        "[::]:443",
        "[ff02::1]:443",
        "[fe80::1%eth0]:443",
        "[2001:db8::1]",
        "[1.2.3.4]:443",
        "[host]:443",
        "2001:db8::1:443",
        "[]:443",
        "[:443",
        "http://host:443",
        "host/path:443"
      })
  void refusesWhatCannotBeDialled(String text) {
    assertThatThrownBy(() -> ServerAddress.parse(text))
        .isInstanceOfSatisfying(
            ServerAddressException.class,
            e -> {
              assertThat(e.getMessage()).isNotBlank();
              assertThat(e.remedy()).contains("HOST:PORT");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64})
  void aLabelHas63Characters(int length) {
    String host = "a".repeat(length) + ".example";
    if (length <= 63) {
      assertThat(new ServerAddress(host, 443).host()).isEqualTo(host);
    } else {
      assertThatThrownBy(() -> new ServerAddress(host, 443))
          .isInstanceOf(ServerAddressException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {253, 254, 100_000})
  void aNameHas253Characters(int length) {
    String host = "a".repeat(length % 2 == 1 ? 1 : 2) + ".a".repeat((length - 1) / 2);
    if (length <= 253) {
      assertThat(new ServerAddress(host, 443).host()).hasSize(length);
    } else {
      assertThatThrownBy(() -> new ServerAddress(host, 443))
          .isInstanceOf(ServerAddressException.class)
          .hasMessageContaining(String.valueOf(length));
    }
  }

  @Property
  void everyIpv6AddressRoundTrips(@ForAll @Size(16) byte[] bytes, @ForAll int zeros)
      throws UnknownHostException {
    for (int group = 0; group < 8; group++) {
      if ((zeros >> group & 1) == 1) {
        bytes[2 * group] = 0;
        bytes[2 * group + 1] = 0;
      }
    }
    InetAddress address = InetAddress.getByAddress(bytes);
    if (bytes.length == address.getAddress().length) {
      String text = ServerAddress.compress(address);
      assertThat(InetAddress.ofLiteral(text)).isEqualTo(address);
      assertThat(text).doesNotContain(":::").hasSizeLessThanOrEqualTo(39);
    }
  }

  @Property
  void anyTextIsAnAddressOrATypedError(@ForAll String text) {
    try {
      ServerAddress address = ServerAddress.parse(text);
      assertThat(ServerAddress.parse(address.toString())).isEqualTo(address);
    } catch (ServerAddressException e) {
      assertThat(e.getMessage()).doesNotMatch(".*\\p{Cc}.*");
    }
  }
}
