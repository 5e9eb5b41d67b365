package org.tquic.openwrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the package puts into the configuration, phones included, and takes back. */
class InstallationTest {
  private static final String DEFAULTS = ". $TQUIC_ROOT/etc/uci-defaults/90-tquic";

  @TempDir Path folder;
  private OpenWrtRoot root;

  @BeforeEach
  void layOut() {
    root = new OpenWrtRoot(folder);
  }

  private String configuration() {
    return root.sh("uci show network; uci show firewall").good();
  }

  /** A device with this driver at a port, as sysfs shows it. */
  private void device(String name, String driver, String port) throws IOException {
    String usb = "sys/devices/platform/usb1/" + port + "/" + port + ":1.0";
    root.make(usb);
    root.make("sys/bus/usb/drivers/" + driver);
    Files.deleteIfExists(root.path(usb + "/driver"));
    root.link(usb + "/driver", root.path("sys/bus/usb/drivers/" + driver));
    root.make("sys/class/net/" + name);
    root.link("sys/class/net/" + name + "/device", root.path(usb));
  }

  private List<String> plug(String device) {
    root.with("ACTION", "add").with("INTERFACE", device);
    root.sh(". $TQUIC_ROOT/etc/hotplug.d/net/40-tquic").good();
    return root.calls();
  }

  @Test
  void theBondIsAnInterfaceInAZoneOfItsOwn() {
    root.sh(DEFAULTS).good();
    assertThat(configuration())
        .contains("network.bond.proto='tquic'")
        .contains("firewall.tquic_zone.network='bond'", "firewall.tquic_zone.device='tquic0'")
        .contains("firewall.tquic_zone.masq='1'", "firewall.tquic_zone.mtu_fix='1'")
        .contains("firewall.tquic_lan.src='lan'", "firewall.tquic_lan.dest='bond'")
        .contains("firewall.tquic_block.enabled='0'");
    assertThat(root.read("tmp/.uci/network") + root.read("tmp/.uci/firewall"))
        .as("left uncommitted")
        .isEmpty();
  }

  @Test
  void twiceIsOnce() {
    root.sh(DEFAULTS).good();
    String once = configuration();
    root.sh(DEFAULTS).good();
    assertThat(configuration()).isEqualTo(once);
  }

  @Test
  void aBondOfTheUsersIsKept() {
    root.uci("set network.mine=interface", "set network.mine.proto=tquic");
    root.sh(DEFAULTS).good();
    assertThat(configuration()).doesNotContain("network.bond");
  }

  @Test
  void aPhoneBecomesAWanWhereThatIsTicked() throws IOException {
    device("usb0", "rndis_host", "1-1.4");
    assertThat(plug("usb0")).as("not ticked").isEmpty();
    assertThat(configuration()).doesNotContain("usb1_1_4");

    root.uci("set tquic.bond.tether=1");
    assertThat(plug("usb0")).contains("network reload", "firewall reload");
    assertThat(configuration())
        .contains("network.usb1_1_4.proto='dhcp'", "network.usb1_1_4.device='usb0'")
        .contains("network.usb1_1_4.metric='100'")
        .contains("firewall.@zone[1].network='wan' 'wan6' 'usb1_1_4'");
  }

  @Test
  void aPhoneThatComesBackUnderAnotherNameIsTheSameInterface() throws IOException {
    root.uci("set tquic.bond.tether=1");
    device("usb0", "cdc_ncm", "2-1");
    plug("usb0");
    String before = configuration();
    assertThat(plug("usb0")).as("nothing to write").isEmpty();
    Files.delete(root.path("sys/class/net/usb0/device"));
    device("usb1", "cdc_ncm", "2-1");
    plug("usb1");
    assertThat(configuration()).isEqualTo(before.replace("='usb0'", "='usb1'"));
  }

  @Test
  void eachPhoneHasItsOwnPlaceAndMetric() throws IOException {
    root.uci("set tquic.bond.tether=1", "set tquic.bond.only_links=1");
    device("usb0", "rndis_host", "1-1");
    device("eth2", "ipheth", "1-2");
    plug("usb0");
    plug("eth2");
    assertThat(configuration())
        .contains("network.usb1_1.metric='100'", "network.usb1_2.metric='101'")
        .contains("network.usb1_2.device='eth2'");
    assertThat(root.sh("uci show tquic").good())
        .as("named, since only named links are bonded")
        .contains("tquic.usb1_1.interface='usb1_1'", "tquic.usb1_2=link");
  }

  @Test
  void otherDevicesAndOtherPeoplesInterfacesAreLeftAlone() throws IOException {
    root.uci(
        "set tquic.bond.tether=1",
        "set network.usb1_3=interface",
        "set network.usb1_3.proto=static");
    String before = configuration();
    device("eth5", "r8152", "1-1");
    device("usb0", "cdc_ether", "1-3");
    assertThat(plug("eth5")).isEmpty();
    assertThat(plug("usb0")).isEmpty();
    assertThat(plug("../x")).isEmpty();
    assertThat(configuration()).isEqualTo(before);
  }

  @Test
  void removalLeavesNothingBehind() throws IOException {
    String before = configuration();
    root.sh(DEFAULTS).good();
    root.uci("set tquic.bond.tether=1", "set tquic.bond.enabled=1");
    device("usb0", "rndis_host", "1-1.4");
    plug("usb0");
    root.service("start").good();
    assertThat(configuration()).isNotEqualTo(before);
    root.sh("$TQUIC_ROOT/usr/share/tquic/remove.sh").good();
    assertThat(configuration()).isEqualTo(before);
    assertThat(root.path("etc/tquic")).doesNotExist();
    assertThat(root.path("var/run/tquic")).doesNotExist();
  }

  @Test
  void whatOutlivesAnUpgradeHasNoTraffic() {
    assertThat(root.read("lib/upgrade/keep.d/tquic").lines())
        .contains("/etc/tquic/identity.key", "/etc/tquic/server.properties", "/etc/tquic/quotas")
        .noneMatch(line -> line.endsWith("cache") || line.endsWith("qlog"));
  }
}
