package org.tquic.openwrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tquic.gateway.settings.RouterSettings;

/** What becomes of /etc/config/tquic. */
class UciSettingsTest {
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
    Properties properties = new Properties();
    properties.load(new StringReader(root.read(FILE)));
    Map<String, String> values = new HashMap<>();
    properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
    return RouterSettings.of(values);
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
