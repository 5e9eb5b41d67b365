package org.tquic.masque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenAddressTest {
  private static InetSocketAddress decode(int status, String body) throws MasqueException {
    return SeenAddress.decode(
        new HttpReply(status, Map.of(), body.getBytes(StandardCharsets.US_ASCII)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
  void bothFamiliesComeThrough(String address) throws MasqueException {
    InetSocketAddress seen = new InetSocketAddress(address, 40_001);
    String text = new String(SeenAddress.encode(seen), StandardCharsets.US_ASCII);
    assertThat(decode(200, text)).isEqualTo(seen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2.7",
        "192.0.2.7:65536",
        "192.0.2.777:1",
        "[::gg]:1",
        "[:::::]:1",
        "a.example:1",
        "192.0.2.7:1\n",
        "2001:db8::7:1"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> decode(200, text)).isInstanceOf(MasqueException.class);
  }

  @Test
  void aServerThatDoesNotKnowTheQuestionRefuses() {
    assertThatThrownBy(() -> decode(404, ""))
        .isInstanceOfSatisfying(
            MasqueException.class,
            e -> assertThat(e.kind()).isEqualTo(MasqueException.Kind.REFUSED));
  }
}
