package org.tquic.gateway.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tquic.api.doctor.PortalProbe;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkRole;

class PortalWatchTest {
  private static final InetAddress SERVER = InetAddress.ofLiteral("203.0.113.1");
  private static final LinkInfo HOTEL = link("wlan0");
  private static final LinkInfo CABLE = link("wan1");

  private static LinkInfo link(String name) {
    return new LinkInfo(
        name,
        1,
        LinkKind.WIRED,
        "",
        "",
        1500,
        true,
        true,
        List.of(InetAddress.ofLiteral("192.0.2.2")),
        List.of(),
        1,
        LinkRole.WAN,
        "");
  }

  /** What is found with these answers by link, and the cable working or not. */
  private static String found(Map<String, String> answers, boolean cableWorks) {
    PortalProbe probe = (link, server) -> Optional.ofNullable(answers.get(link.name()));
    return PortalWatch.portal(
        probe, List.of(SERVER), HOTEL, cableWorks ? Optional.of(CABLE) : Optional.empty());
  }

  @Test
  void whoeverAnswersOnTheSilentLinkAloneIsAPortal() {
    assertThat(found(Map.of("wlan0", "HTTP 302"), true)).contains("(HTTP 302)");
    assertThat(found(Map.of("wlan0", "HTTP 302"), false)).contains("(HTTP 302)");
  }

  @Test
  void nobodyIsNoPortal() {
    assertThat(found(Map.of(), true)).isEmpty();
    assertThat(found(Map.of("wan1", "HTTP 200"), true)).isEmpty();
  }

  @Test
  void theServersOwnPageIsNoPortal() {
    assertThat(found(Map.of("wlan0", "HTTP 200", "wan1", "HTTP 200"), true)).isEmpty();
  }
}
