package org.tquic.openwrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tquic.api.TquicException;
import org.tquic.api.link.LinkPolicy;
import org.tquic.api.link.LinkQuota;
import org.tquic.gateway.settings.LogSettings;
import org.tquic.gateway.settings.RouterSettings;
import org.tquic.identity.ServerAddress;

/** What becomes of /etc/config/tquic. */
class UciSettingsTest {
  /** What there is to say of a link, without its weight. */
  private static final String[] LINK = {
    "set tquic.lte=link",
    "set tquic.lte.enabled=0",
    "set tquic.lte.metered=off",
    "set tquic.lte.tier=2",
    "set tquic.lte.quota=20G",
    "set tquic.lte.quota_day=never"
  };

  private static final List<String> SERVERS =
      List.of(
          "vpn.example.org:443",
          "a_b:4433",
          "203.0.113.7:1",
          "[2001:db8::1]:65535",
          "[1:2:3:4:5:6:7:8]:443",
          "[::1]:443");

  private static final List<String> NO_SERVERS =
      List.of(
          "vpn.example.org",
          ":443",
          "vpn.example.org:0",
          "vpn.example.org:65536",
          "vpn..example:443",
          "-vpn.example:443",
          "vpn.example.:443",
          "vpn.0x1:443",
          "x".repeat(64) + ":443",
          "a b:443",
          "$(reboot):443",
          "999.1.1.1:443",
          "1.2.3:443",
          "0.0.0.0:443",
          "224.0.0.1:443",
          "2001:db8::1:443",
          "[2001:db8]:443",
          "[1:2:3:4:5:6:7:8:9]:443",
          "[1::2::3]:443",
          "[:1::2]:443",
          "[12345::1]:443",
          "[::]:443",
          "[ff02::1]:443",
          "[fe80::1%eth0]:443");

  private static final String FILE = "etc/tquic/config/org.tquic.router.cfg";

  @TempDir Path folder;
  private OpenWrtRoot root;

  @BeforeEach
  void layOut() {
    root = new OpenWrtRoot(folder);
    root.uci("set tquic.bond.enabled=1");
  }

  /** The settings as the role takes them. */
  private RouterSettings settings() throws IOException {
    return RouterSettings.of(properties(FILE));
  }

  private Map<String, String> properties(String file) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(root.read(file)));
    Map<String, String> values = new HashMap<>();
    properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
    return values;
  }

  @Test
  void theShippedConfigurationIsWhatTheProgramTakes() throws IOException {
    root.service("start").good();
    RouterSettings settings = settings();
    assertThat(settings.wans()).isEmpty();
    assertThat(settings.scheduler()).isEqualTo("aggregate");
    assertThat(settings.congestion()).isEqualTo("bbr");
    assertThat(settings.fallback()).isTrue();
    assertThat(settings.firewall()).as("the zone masquerades").isFalse();
    assertThat(settings.qlogMiB()).isEqualTo(16);
    assertThat(root.read("log")).isEmpty();
  }

  @Test
  void eachOptionArrives() throws IOException {
    root.uci(
        "set tquic.bond.engine=quiche",
        "set tquic.bond.scheduler=aggregate",
        "set tquic.bond.congestion=cubic",
        "set tquic.bond.device=bond0",
        "set tquic.bond.failover=block",
        "set tquic.bond.qlog=1",
        "set tquic.bond.qlog_mib=64",
        "del_list tquic.bond.route=default",
        "add_list tquic.bond.route=198.51.100.0/24",
        "add_list tquic.bond.route=2001:db8::/32");
    root.service("start").good();
    RouterSettings settings = settings();
    assertThat(settings.engine()).isEqualTo("quiche");
    assertThat(settings.scheduler()).isEqualTo("aggregate");
    assertThat(settings.congestion()).isEqualTo("cubic");
    assertThat(settings.device()).isEqualTo("bond0");
    assertThat(settings.fallback()).isFalse();
    assertThat(settings.qlog()).isTrue();
    assertThat(settings.qlogMiB()).isEqualTo(64);
    assertThat(settings.routes()).hasToString("[198.51.100.0/24, 2001:db8::/32]");
  }

  @ParameterizedTest
  @CsvSource({
    "scheduler, MinRTT",
    "scheduler, 'a b'",
    "congestion, bbr;reboot",
    "engine, ../x",
    "device, sixteen-letters-",
    "qlog_mib, 0",
    "qlog_mib, 9999999999",
    "failover, perhaps"
  })
  void whatCannotBeMeantIsLoggedAndTheDefaultCounts(String option, String value)
      throws IOException {
    root.service("start").good();
    RouterSettings defaults = settings();
    root.uci("set tquic.bond." + option + "='" + value + "'");
    root.service("reload").good();
    assertThat(settings()).isEqualTo(defaults);
    assertThat(root.read("log")).contains("tquic.bond." + option + "=" + value + " is not usable");
  }

  @Test
  void linksAreBondedByInterfaceWhereNoOthersAreWished() throws IOException {
    root.interfaceUp("wan", "eth1", 3, "10.71.0.1");
    root.interfaceUp("lte", "wwan0", 5, "10.72.0.1");
    root.uci(
        "set tquic.bond.only_links=1",
        "set tquic.a=link",
        "set tquic.a.interface=wan",
        "set tquic.b=link",
        "set tquic.b.interface=lte",
        "set tquic.b.enabled=0",
        "set tquic.c=link",
        "set tquic.c.interface=away");
    root.service("start").good();
    assertThat(settings().wans())
        .as("one that is not there yet keeps its place")
        .containsExactly("eth1", "away");
    root.uci("set tquic.a.enabled=0", "set tquic.c.enabled=0");
    root.service("reload").good();
    assertThat(settings().wans()).as("none, and not all").containsExactly("none");
  }

  @Test
  void whatIsSaidOfALinkArrivesAndWhatIsDeletedIsTakenBack() throws IOException {
    root.interfaceUp("lte", "wwan0", 5, "10.72.0.1");
    root.service("start").good();
    RouterSettings before = settings();
    root.uci(LINK);
    root.service("reload").good();
    assertThat(settings().links())
        .containsOnly(
            Map.entry(
                "wwan0",
                new LinkPolicy(
                    Optional.of(false),
                    Optional.of(false),
                    Optional.of(2),
                    Optional.of(20_000_000_000L),
                    Optional.of(LinkQuota.NEVER))));
    for (String option : List.of("enabled", "metered", "tier", "quota", "quota_day")) {
      root.uci("delete tquic.lte." + option);
      root.service("reload").good();
      assertThat(root.sh("uci show tquic.lte").good()).doesNotContain(option + "=");
    }
    assertThat(settings()).isEqualTo(before);

    root.uci(LINK);
    root.service("reload").good();
    assertThat(settings()).isNotEqualTo(before);
    root.uci("delete tquic.lte");
    root.service("reload").good();
    assertThat(settings()).as("with its section a link loses all of it").isEqualTo(before);
  }

  @Test
  void everyOptionThatIsDeletedHasItsDefaultAgain() throws IOException {
    root.service("start").good();
    RouterSettings defaults = settings();
    List<String> options =
        List.of("engine", "scheduler", "congestion", "device", "failover", "qlog", "qlog_mib");
    List<String> values = List.of("quiche", "ecf", "cubic", "bond0", "block", "1", "64");
    for (int i = 0; i < options.size(); i++) {
      root.uci("set tquic.bond." + options.get(i) + "=" + values.get(i));
      root.service("reload").good();
      assertThat(settings()).as(options.get(i)).isNotEqualTo(defaults);
      root.uci("delete tquic.bond." + options.get(i));
      root.service("reload").good();
      assertThat(settings()).as(options.get(i)).isEqualTo(defaults);
    }
  }

  @Test
  void aQuotaWithATypingErrorStaysWhatItWas() throws IOException {
    root.interfaceUp("lte", "wwan0", 5, "10.72.0.1");
    root.uci(LINK);
    root.service("start").good();
    Map<String, LinkPolicy> said = settings().links();
    root.uci("set tquic.lte.quota='20 GB'", "set tquic.lte.quota_day=32");
    root.service("reload").good();
    assertThat(settings().links()).isEqualTo(said);
    assertThat(root.read("log"))
        .contains("tquic.lte.quota=20 GB is not usable, taking 20G")
        .contains("tquic.lte.quota_day=32 is not usable, taking 0");
    root.uci("set tquic.lte.quota=off");
    root.service("reload").good();
    assertThat(settings().links().get("wwan0").quotaBytes()).isEmpty();
  }

  @Test
  void interfacesOfOneDeviceAreOneLinkAndTheFirstCounts() throws IOException {
    root.interfaceUp("wan", "eth1", 3, "10.71.0.1");
    root.interfaceUp("wan6", "eth1", 3, "10.71.0.1");
    root.uci(
        "set tquic.wan=link",
        "set tquic.wan.tier=2",
        "set tquic.wan6=link",
        "set tquic.wan6.tier=3",
        "set tquic.wan6.metered=on");
    root.service("start").good();
    assertThat(settings().links())
        .containsOnly(
            Map.entry(
                "eth1", LinkPolicy.NONE.withTier(Optional.of(2)).withMetered(Optional.of(true))));
  }

  @Test
  void aServerThatMovedIsDialledThereUntilTheOptionIsDeleted() throws IOException {
    root.uci("set tquic.bond.server=[2001:db8::1]:443");
    root.service("start").good();
    assertThat(settings().server()).map(ServerAddress::toString).contains("[2001:db8::1]:443");
    root.uci("set tquic.bond.server=vpn.example.org");
    RouterSettings before = settings();
    root.service("reload").good();
    assertThat(settings()).as("the bond stays where it is").isEqualTo(before);
    assertThat(root.read("log"))
        .contains(
            "tquic.bond.server=vpn.example.org is not usable, taking [2001:db8::1]:443;"
                + " expected is HOST:PORT such as vpn.example.org:4433");
    root.uci("delete tquic.bond.server");
    root.service("reload").good();
    assertThat(settings().server()).isEmpty();
  }

  @Test
  void whatIsTakenForAServerIsTakenByTheRoleToo() {
    assertThat(servers(SERVERS)).isEqualTo(SERVERS);
    SERVERS.forEach(text -> assertThat(RouterSettings.of(Map.of("server", text))).isNotNull());
    assertThat(servers(NO_SERVERS)).isEmpty();
    NO_SERVERS.forEach(
        text ->
            assertThatThrownBy(() -> RouterSettings.of(Map.of("server", text)))
                .isInstanceOf(TquicException.class));
  }

  /** Those lines that the scripts take for where a server can be. */
  private List<String> servers(List<String> lines) {
    String check =
        ". $TQUIC_ROOT/usr/share/tquic/config.sh;"
            + " while read -r line; do ! tquic_is_server \"$line\" || echo \"$line\"; done";
    return root.sh(check, String.join("\n", lines) + "\n").good().lines().toList();
  }

  @Test
  void weightsAreThoseOfTheSchedulerByDevice() throws IOException {
    String file = "etc/tquic/config/org.tquic.scheduler.weighted.cfg";
    root.interfaceUp("wan", "eth1", 3, "10.71.0.1");
    root.interfaceUp("lte", "wwan0", 5, "10.72.0.1");
    root.uci("set tquic.wan=link", "set tquic.lte=link", "set tquic.wan.weight=3");
    root.service("start").good();
    assertThat(root.read(file)).endsWith("weights = eth1=3\n");
    root.uci("set tquic.lte.weight=0");
    root.service("reload").good();
    assertThat(root.read(file)).endsWith("weights = eth1=3\n");
    root.uci("set tquic.lte.weight=2");
    root.service("reload").good();
    assertThat(root.read(file)).endsWith("weights = eth1=3,wwan0=2\n");
    root.uci("delete tquic.wan.weight", "delete tquic.lte.weight");
    root.service("reload").good();
    assertThat(root.read(file)).endsWith("weights = \n");
  }

  @Test
  void theLogsLevelChangesWithoutANewStart() throws IOException {
    String file = "etc/tquic/config/org.tquic.log.cfg";
    root.service("start").good();
    assertThat(LogSettings.of(properties(file)).level()).isEqualTo(LogSettings.Level.INFO);
    root.calls();
    root.uci("set tquic.bond.log=DEBUG");
    root.service("reload").good();
    assertThat(LogSettings.of(properties(file)).level()).isEqualTo(LogSettings.Level.DEBUG);
    assertThat(root.calls()).contains("procd keeps");
    root.uci("set tquic.bond.log=everything");
    root.service("reload").good();
    assertThat(LogSettings.of(properties(file)).level()).isEqualTo(LogSettings.Level.INFO);
    assertThat(root.read("log")).contains("tquic.bond.log=everything is not usable, taking INFO");
  }

  @Test
  void thePageIsAnnouncedWhereItIsInstalled() throws IOException {
    String file = "etc/tquic/config/org.tquic.lan.cfg";
    root.service("start").good();
    assertThat(root.read(file)).endsWith("statuspage = \n");
    root.write("www/luci-static/resources/view/tquic/status.js", "");
    root.service("reload").good();
    assertThat(root.read(file))
        .endsWith("statuspage = 80/cgi-bin/luci/admin/services/tquic/status\n");
    root.uci("set tquic.bond.announce=0");
    root.service("reload").good();
    assertThat(root.read(file)).endsWith("statuspage = \n");
  }

  @Test
  void aDeviceThatChangesItsNameIsFollowed() throws IOException {
    root.interfaceUp("lte", "wwan0", 5, "10.72.0.1");
    root.uci("set tquic.bond.only_links=1", "set tquic.lte=link");
    root.service("start").good();
    assertThat(settings().wans()).containsExactly("wwan0");
    root.interfaceUp("lte", "wwan1", 6, "10.72.0.1");
    root.with("ACTION", "ifup").with("INTERFACE", "lte").with("DEVICE", "wwan1");
    root.sh(". $TQUIC_ROOT/etc/hotplug.d/iface/40-tquic").good();
    assertThat(settings().wans()).containsExactly("wwan1");
  }

  @Test
  void theFileIsPrivateAndIsNotWrittenWithoutNeed() throws IOException {
    root.service("start").good();
    Object first = Files.readAttributes(root.path(FILE), "unix:ino,mode").toString();
    assertThat(Files.getPosixFilePermissions(root.path(FILE)).toString())
        .doesNotContain("GROUP", "OTHERS");
    root.service("reload").good();
    assertThat(Files.readAttributes(root.path(FILE), "unix:ino,mode").toString()).isEqualTo(first);
  }
}
