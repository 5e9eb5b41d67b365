package org.tquic.masque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectIpPathTest {
  @ParameterizedTest
  @CsvSource({
    "/.well-known/masque/ip/*/*/, *, -1",
    "/.well-known/masque/ip/%2A/%2a/, *, -1",
    "/.well-known/masque/ip/192.0.2.0%2F24/17/, 192.0.2.0/24, 17",
    "/.well-known/masque/ip/2001%3Adb8%3A%3A%2f32/0/, 2001:db8::/32, 0",
    "/.well-known/masque/ip/2001:db8::1/255/, 2001:db8::1, 255",
    "/.well-known/masque/ip/host.example/6/, host.example, 6",
  })
  void pathsOfTheTemplateAreRead(String path, String target, int protocol) {
    assertThat(ConnectIpPath.parse(path)).isEqualTo(new ConnectIpPath(target, protocol));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/.well-known/masque/ip/",
        "/.well-known/masque/ip/*/*",
        "/.well-known/masque/ip/*/*/x",
        "/.well-known/masque/ip/*/*/?x=y",
        "/.well-known/masque/ip//*/",
        "/.well-known/masque/ip/*//",
        "/.well-known/masque/ip/*/256/",
        "/.well-known/masque/ip/*/-1/",
        "/.well-known/masque/ip/*/tcp/",
        "/.well-known/masque/ip/*/%/",
        "/.well-known/masque/ip/*/%1/",
        "/.well-known/masque/ip/%zz/6/",
        "/.well-known/masque/ip/%ff/6/",
        "/.well-known/masque/ip/a b/6/",
        "/.well-known/masque/ip/a%20b/6/",
        "/.well-known/masque/ip/a%2Fb/6/",
        "/.well-known/masque/ip/-a/6/",
      })
  void otherPathsAreNot(String path) {
    assertThatThrownBy(() -> ConnectIpPath.parse(path))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void anyPathIsReadOrRefused(@ForAll String rest) {
    try {
      ConnectIpPath path = ConnectIpPath.parse(ConnectIpPath.PREFIX + rest);
      assertThat(path.ipProtocol()).isBetween(-1, 255);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
