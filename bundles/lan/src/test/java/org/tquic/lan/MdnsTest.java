package org.tquic.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.jmdns.JmDNS;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tquic.api.TquicException;
import org.tquic.api.lan.LanServer;
import org.tquic.api.lan.ServerAnnouncement;
import org.tquic.api.link.LinkDirectory;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkPolicy;
import org.tquic.api.link.LinkRole;
import org.tquic.linux.Namespace;

/** A server that announces itself and one who looks for it, each in a network namespace. */
@Timeout(120)
class MdnsTest {
  private static final String KEY = "j28s-uMl9Bs-asoQfGZ1Kw1Ya75z7yXWcMZvfxNZvqY";
  private static final ServerAnnouncement SERVER =
      new ServerAnnouncement("den", 4433, KEY, "0.1.0", false);
  private static final Duration SEARCH = Duration.ofSeconds(4);

  private static LinkInfo link(String name, LinkRole role, String address) {
    return new LinkInfo(
        name,
        2,
        LinkKind.WIRED,
        "",
        "",
        1500,
        true,
        true,
        List.of(InetAddress.ofLiteral(address)),
        List.of(),
        -1,
        role,
        "");
  }

  /** Links that stay as they are. */
  private record Links(List<LinkInfo> links) implements LinkDirectory {
    @Override
    public void enable(String name) {}

    @Override
    public void disable(String name) {}

    @Override
    public void metered(String name, Optional<Boolean> metered) {}

    @Override
    public void tier(String name, Optional<Integer> tier) {}

    @Override
    public void quota(String name, Optional<Long> bytes) {}

    @Override
    public void quotaDay(String name, Optional<Integer> day) {}

    @Override
    public void used(String name, long bytes) {}

    @Override
    public void usual(Map<String, LinkPolicy> byName) {}

    @Override
    public void count() {}

    @Override
    public void restrictTo(List<String> names) {}

    @Override
    public void ignore(String name) {}
  }

  private static List<LanServer> search(Namespace node, LinkRole role, boolean everywhere) {
    MdnsBrowser browser = new MdnsBrowser(new Links(List.of(link("lan0", role, "192.168.77.2"))));
    return node.call(() -> browser.find(SEARCH, everywhere));
  }

  /** Web pages that somebody announces. */
  private static List<String> pages(Namespace node) {
    return node.call(
        () -> {
          try (JmDNS socket = JmDNS.create(InetAddress.ofLiteral("192.168.77.2"), "looker")) {
            return Stream.of(socket.list("_http._tcp.local.", SEARCH.toMillis()))
                .flatMap(info -> Stream.of(info.getURLs("http")))
                .toList();
          }
        });
  }

  @Test
  void aServerIsFoundWhileItIsAnnouncedAndOnlyOnTheLocalNetwork() throws Exception {
    try (Namespace server = Namespace.open();
        Namespace client = Namespace.open()) {
      server.veth("lan0", client, "lan0");
      server.address("lan0", "192.168.77.1/24");
      client.address("lan0", "192.168.77.2/24");
      server.awaitUp("lan0");
      LinkInfo lan = link("lan0", LinkRole.LAN, "192.168.77.1");
      LinkInfo wan = link("lan0", LinkRole.WAN, "192.168.77.1");
      // Its thread, and so its sockets, are in the namespace of who first gives it work.
      MdnsResponder responder = new MdnsResponder();
      server.call(
          () -> {
            responder.addServer(SERVER);
            responder.page("80/status", false);
            return null;
          });
      try {
        responder.onLinks(List.of(lan));
        LanServer expected =
            new LanServer(
                "den", List.of(InetAddress.ofLiteral("192.168.77.1")), 4433, KEY, "0.1.0", "lan0");
        // An announcement takes a moment of its own (RFC 6762 section 8), longer on a busy machine.
        List<LanServer> found = List.of();
        for (int i = 0; i < 5 && found.isEmpty(); i++) {
          found = search(client, LinkRole.LAN, false);
        }
        assertThat(found).containsExactly(expected);
        assertThat(pages(client)).containsExactly("http://192.168.77.1:80/status");
        assertThat(search(client, LinkRole.WAN, true)).containsExactly(expected);
        assertThatThrownBy(() -> search(client, LinkRole.WAN, false))
            .isInstanceOf(TquicException.class);

        responder.onLinks(List.of(wan));
        assertThat(search(client, LinkRole.LAN, false)).isEmpty();
        assertThat(pages(client)).isEmpty();
      } finally {
        responder.close();
      }
    }
  }
}
