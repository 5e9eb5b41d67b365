package org.tquic.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.77.0.2, 10.77.0.2/32",
    "10.77.5.9/16, 10.77.5.9/16",
    "::/0, ::/0",
    "fd00:0:0:1:0:0:0:2, fd00:0:0:1::2/128",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1/128",
    "1:0:2:3:4:5:6:7/64, 1:0:2:3:4:5:6:7/64",
    "fd00:1:2:3::/64, fd00:1:2:3::/64",
    "0:0:0:0:0:0:0:1, ::1/128"
  })
  void writesTheShortForm(String text, String expected) {
    assertThat(Cidr.parse(text)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.0/33",
        "10.0.0/8",
        "::/129",
        "example.org",
        "localhost/8",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "fe80::1%eth0",
        "1.2.3.4:5",
        "10.0.0.0/ 8",
        "256.0.0.1",
        "abcd"
      })
  void refusesAnythingElseWithoutLookingUpNames(String text) {
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void readsBackWhatItWrites(
      @ForAll @Size(16) byte[] bytes, @ForAll @IntRange(min = 0, max = 128) int length)
      throws UnknownHostException {
    Cidr prefix = new Cidr(Cidr.fromBytes(bytes), length);
    assertThat(Cidr.parse(prefix.toString())).isEqualTo(prefix);
    assertThat(prefix.isIpv6()).isTrue();
    assertThat(prefix.network().contains(prefix.address())).isTrue();
    assertThat(prefix.contains(prefix.network().address())).isTrue();
    assertThat(prefix.contains(InetAddress.getByName("10.0.0.1"))).isFalse();
  }

  @Test
  void tellsWhatItContains() {
    Cidr pool = Cidr.parse("10.77.0.0/20");
    assertThat(pool.contains(Cidr.parseAddress("10.77.15.255"))).isTrue();
    assertThat(pool.contains(Cidr.parseAddress("10.77.16.0"))).isFalse();
    assertThat(Cidr.parse("10.77.9.9/20").network()).isEqualTo(pool);
    assertThat(Cidr.parse("10.0.0.1").isHost()).isTrue();
    assertThat(pool.isHost()).isFalse();
  }
}
