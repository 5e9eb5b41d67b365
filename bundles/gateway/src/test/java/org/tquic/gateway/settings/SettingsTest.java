package org.tquic.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.api.TquicException;
import org.tquic.api.link.LinkPolicy;
import org.tquic.gateway.Cidr;
import org.tquic.identity.ServerAddress;

class SettingsTest {
  @Test
  void haveTheDefaultsOfTheirDeclaration() {
    RouterSettings router = RouterSettings.of(Map.of());
    assertThat(router)
        .isEqualTo(
            new RouterSettings(
                List.of(),
                Optional.empty(),
                "multipath",
                "aggregate",
                "bbr",
                Map.of(),
                Map.of(),
                List.of(Cidr.ALL_IPV4, Cidr.ALL_IPV6),
                false,
                true,
                false,
                256,
                "tquic0"));
    ServerSettings server = ServerSettings.of(Map.of());
    assertThat(server.listen()).isEqualTo(new InetSocketAddress("::", 4433));
    assertThat(server.pool()).hasToString("10.77.0.0/16");
    assertThat(server.pool6()).isEmpty();
    assertThat(server.mdns()).isEqualTo(ServerSettings.Mdns.LAN);
  }

  @Test
  void ofSingleLinksNameEachOnce() {
    assertThat(RouterSettings.of(Map.of("linkcongestion", "usb0=ledbat, wan1 = copa")))
        .extracting(RouterSettings::linkCongestion)
        .isEqualTo(Map.of("usb0", "ledbat", "wan1", "copa"));
    for (String wrong : List.of("usb0", "usb0=", "=bbr", "usb0=bbr,usb0=copa", "usb0=B")) {
      assertThatThrownBy(() -> RouterSettings.of(Map.of("linkcongestion", wrong)))
          .isInstanceOf(TquicException.class)
          .hasMessageContaining("linkcongestion");
    }
    assertThat(RouterSettings.of(Map.of("linktier", "usb0=2, wan1 = 9")))
        .extracting(settings -> settings.links().get("usb0").tier())
        .isEqualTo(Optional.of(2));
    for (String wrong : List.of("usb0", "usb0=", "=2", "usb0=0", "usb0=10", "usb0=1,usb0=2")) {
      assertThatThrownBy(() -> RouterSettings.of(Map.of("linktier", wrong)))
          .isInstanceOf(TquicException.class)
          .hasMessageContaining("linktier=" + wrong.substring(wrong.indexOf(',') + 1));
    }
  }

  @Test
  void saysWhatLinksMayCarry() {
    RouterSettings settings =
        RouterSettings.of(Map.of("linkquota", "usb0=20G, wan1=1.5T", "linkquotaday", "usb0=31"));
    LinkPolicy usb0 = LinkPolicy.NONE.withQuotaBytes(Optional.of(20_000_000_000L));
    assertThat(settings.links())
        .containsOnly(
            Map.entry("usb0", usb0.withQuotaDay(Optional.of(31))),
            Map.entry("wan1", LinkPolicy.NONE.withQuotaBytes(Optional.of(1_500_000_000_000L))));
    assertThat(settings.sameLinksAs(RouterSettings.of(Map.of("linkquota", "usb0=20G")))).isFalse();
    for (String wrong : List.of("usb0", "usb0=", "usb0=0", "usb0=-1G", "usb0=20X", "=1G")) {
      assertThatThrownBy(() -> RouterSettings.of(Map.of("linkquota", wrong)))
          .isInstanceOf(TquicException.class)
          .hasMessageContaining("linkquota=" + wrong)
          .hasMessageContaining("such as 20G");
    }
    for (String wrong : List.of("usb0=32", "usb0=first", "usb0=-1")) {
      assertThatThrownBy(() -> RouterSettings.of(Map.of("linkquotaday", wrong)))
          .isInstanceOf(TquicException.class)
          .hasMessageContaining("linkquotaday=" + wrong);
    }
  }

  @Test
  void switchLinksOnAndOff() {
    assertThat(
            RouterSettings.of(Map.of("linkenabled", "wg0=on,usb0=off", "linkmetered", "usb0=on"))
                .links())
        .containsOnly(
            Map.entry("wg0", LinkPolicy.NONE.withBonded(Optional.of(true))),
            Map.entry(
                "usb0",
                LinkPolicy.NONE.withBonded(Optional.of(false)).withMetered(Optional.of(true))));
    for (String key : List.of("linkenabled", "linkmetered")) {
      for (String wrong : List.of("usb0", "usb0=", "usb0=yes", "=on", "usb0=ON")) {
        assertThatThrownBy(() -> RouterSettings.of(Map.of(key, wrong)))
            .isInstanceOf(TquicException.class)
            .hasMessageContaining(key + "=" + wrong)
            .hasMessageContaining("LINK=on or LINK=off");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "vpn.example.org:4433, vpn.example.org:4433",
    "203.0.113.7:443, 203.0.113.7:443",
    "[2001:DB8::0:1]:1, [2001:db8::1]:1"
  })
  void sayWhereTheServerIs(String text, String address) {
    RouterSettings settings = RouterSettings.of(Map.of("server", text));
    assertThat(settings.server()).map(ServerAddress::toString).contains(address);
    assertThat(settings.liveFrom(RouterSettings.of(Map.of()))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vpn.example.org",
        "vpn.example.org:0",
        "vpn.example.org:65536",
        "2001:db8::1:4433",
        "0.0.0.0:4433",
        "a b:4433"
      })
  void nameAServerThatCannotBeDialled(String text) {
    assertThatThrownBy(() -> RouterSettings.of(Map.of("server", text)))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("org.tquic.router: server=" + text)
        .hasMessageContaining("HOST:PORT");
  }

  @Test
  void areReadHoweverTheyWereTyped() {
    RouterSettings text =
        RouterSettings.of(
            Map.of(
                "wans", "wan1, wan2", "routes", "198.51.100.0/24,fd00::/8", "firewall", "false"));
    RouterSettings typed =
        RouterSettings.of(
            Map.of(
                "wans",
                new String[] {"wan1", "wan2"},
                "routes",
                List.of("198.51.100.0/24", "fd00::/8"),
                "firewall",
                false));
    assertThat(text).isEqualTo(typed);
    assertThat(text.wans()).containsExactly("wan1", "wan2");
    assertThat(text.routes()).hasSize(2);
    assertThat(text.firewall()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:4433, 0.0.0.0, 4433",
    "[::]:1, ::, 1",
    "[2001:db8::1]:65535, 2001:db8::1, 65535",
    "192.0.2.7:443, 192.0.2.7, 443"
  })
  void readListenAddresses(String text, String host, int port) {
    assertThat(ServerSettings.of(Map.of("listen", text)).listen())
        .isEqualTo(new InetSocketAddress(host, port));
  }

  @ParameterizedTest
  @CsvSource({
    "listen, 4433",
    "listen, :4433",
    "listen, ::1:4433",
    "listen, [::]",
    "listen, [::]:0",
    "listen, [::]:65536",
    "listen, [127.0.0.1]:4433",
    "listen, example.org:4433",
    "listen, 127.0.0.1:44a",
    "pool, 10.77.0.0",
    "pool, 10.77.0.5/16",
    "pool, 10.77.0.0/31",
    "pool, fd00::/64",
    "pool6, fd00::/48",
    "pool6, 10.0.0.0/16",
    "engine, Quiche!",
    "scheduler, ''",
    "scheduler, a b",
    "congestion, ../x",
    "firewall, maybe",
    "qlog, on",
    "qlogmib, 0",
    "qlogmib, 1048577",
    "qlogmib, 9999999999",
    "qlogmib, 1M",
    "device, averyverylongname",
    "device, a/b",
    "device, ..",
  })
  void nameWhatIsWrongWithAServer(String key, String value) {
    assertThatThrownBy(() -> ServerSettings.of(Map.of(key, value)))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("org.tquic.server: " + key + "=" + value)
        .hasMessageContaining("expected is")
        .extracting(e -> ((TquicException) e).remedy())
        .asString()
        .contains("correct", key + " in config/org.tquic.server.cfg");
  }

  @ParameterizedTest
  @CsvSource({"routes, 10.0.0.1/8", "routes, everything", "wans, eth 0", "wans, a/b"})
  void nameWhatIsWrongWithARouter(String key, String value) {
    assertThatThrownBy(() -> RouterSettings.of(Map.of(key, value)))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("org.tquic.router: " + key + "=" + value);
  }

  @Test
  void sayHowMuchIsLogged() {
    assertThat(LogSettings.of(Map.of()).level()).isEqualTo(LogSettings.Level.INFO);
    assertThat(LogSettings.of(Map.of("level", "trace")).level()).isEqualTo(LogSettings.Level.TRACE);
    assertThatThrownBy(() -> LogSettings.of(Map.of("level", "loud")))
        .isInstanceOf(TquicException.class)
        .hasMessage(
            "org.tquic.log: level=loud is not usable; expected is one of error, warn, info, debug,"
                + " trace");
  }

  @Property
  void neverFailInAnyOtherWay(@ForAll String value, @ForAll @From("keys") String key) {
    try {
      assertThat(ServerSettings.of(Map.of(key, value))).isNotNull();
    } catch (TquicException e) {
      assertThat(e.remedy()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of(SettingValues.keys(ServerDeclaration.class));
  }

  @Test
  void flagsLieOverTheConfigurationUntilThatIsChanged() {
    LayeredSettings layers = layers(Map.of("tquic.router.scheduler", "minrtt"));
    assertThat(scheduler(layers, Map.of(), false)).isEqualTo("minrtt");
    assertThat(scheduler(layers, Map.of("scheduler", "roundrobin"), false))
        .as("the file is read a little later than the role starts")
        .isEqualTo("minrtt");
    assertThat(scheduler(layers, Map.of("scheduler", "roundrobin", "wans", "wan1"), true))
        .as("another key was changed")
        .isEqualTo("minrtt");
    assertThat(scheduler(layers, Map.of("scheduler", "weighted"), true)).isEqualTo("weighted");
    assertThat(scheduler(layers, Map.of("scheduler", "roundrobin"), true)).isEqualTo("roundrobin");
  }

  @Test
  void unknownKeysAreNamedWithTheKnownOnes() {
    LayeredSettings layers = layers(Map.of());
    assertThatThrownBy(() -> layers.values(Map.of("sheduler", "minrtt", "service.pid", "x"), false))
        .isInstanceOf(TquicException.class)
        .hasMessage(
            "org.tquic.router has no setting sheduler; known: congestion, device, engine,"
                + " fallback, firewall, linkcongestion, linkenabled, linkmetered, linkquota,"
                + " linkquotaday, linktier, qlog, qlogmib, routes, scheduler, server, wans");
  }

  private static LayeredSettings layers(Map<String, String> properties) {
    return new LayeredSettings(
        RouterDeclaration.PID, RouterDeclaration.class, "tquic.router.", properties::get);
  }

  private static String scheduler(
      LayeredSettings layers, Map<String, ?> configuration, boolean running) {
    return RouterSettings.of(layers.values(configuration, running)).scheduler();
  }

  @Test
  void knowWhatNeedsANewStart() {
    RouterSettings running = RouterSettings.of(Map.of());
    assertThat(RouterSettings.of(Map.of("scheduler", "minrtt")).liveFrom(running)).isTrue();
    assertThat(RouterSettings.of(Map.of("qlog", true, "qlogmib", 64)).liveFrom(running)).isTrue();
    assertThat(RouterSettings.of(Map.of("device", "bond0")).liveFrom(running)).isFalse();
    ServerSettings server = ServerSettings.of(Map.of());
    assertThat(ServerSettings.of(Map.of("firewall", "false")).liveFrom(server)).isTrue();
    assertThat(ServerSettings.of(Map.of("listen", "[::]:5000")).liveFrom(server)).isFalse();
  }
}
