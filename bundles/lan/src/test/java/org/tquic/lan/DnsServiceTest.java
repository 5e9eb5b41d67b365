package org.tquic.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsServiceTest {
  @Test
  void aPageHasItsPortAndPath() {
    assertThat(DnsService.page("80/cgi-bin/luci", "router", false))
        .contains(
            new DnsService(
                "_http._tcp",
                "TQUIC Bond on router",
                "router",
                80,
                Map.of("path", "/cgi-bin/luci"),
                false));
    assertThat(DnsService.page("8080/", "router", true)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "/x", "0/x", "65536/x", "80/a b", "80/a\n", "http://router/"})
  void whatIsNoPageIsNone(String page) {
    assertThat(DnsService.page(page, "router", false)).isEmpty();
  }

  @Test
  void aPathFitsItsRecord() {
    assertThat(DnsService.page("80/" + "x".repeat(240), "router", false)).isPresent();
    assertThat(DnsService.page("80/" + "x".repeat(241), "router", false)).isEmpty();
  }
}
