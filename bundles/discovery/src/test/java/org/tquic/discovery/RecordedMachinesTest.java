package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkRole;

/** What discovery makes of each kind of device, from recordings. */
class RecordedMachinesTest {
  private static final String XHCI = "pci0000:00/0000:00:14.0/usb:";

  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  @TempDir Path sysfs;

  @ParameterizedTest
  @CsvSource({
    "pci-and-pppoe, enp3s0, WIRED, r8169, WAN, pci0000:00/0000:00:1c.0/0000:03:00.0",
    "pci-and-pppoe, ppp0, WIRED, '', WAN, name:ppp0",
    "soc-dsa-vlan, eth0, WIRED, mtk_soc_eth, LAN, platform/1e100000.ethernet",
    "soc-dsa-vlan, wan, WIRED, mt7530-mdio, WAN,"
        + " platform/1e100000.ethernet/mdio_bus/mdio-bus/mdio-bus:1f:p4",
    "soc-dsa-vlan, lan1, WIRED, mt7530-mdio, IGNORED,"
        + " platform/1e100000.ethernet/mdio_bus/mdio-bus/mdio-bus:1f:p0",
    "soc-dsa-vlan, wan.7, WIRED, '', WAN,"
        + " platform/1e100000.ethernet/mdio_bus/mdio-bus/mdio-bus:1f:p4.7",
    "phone-rndis, usb0, USB_TETHER, rndis_host, WAN, " + XHCI + "2@serial-",
    "phone-ipheth, eth1, USB_TETHER, ipheth, WAN, " + XHCI + "4@serial-",
    "phone-ncm-behind-hub, usb0, USB_TETHER, cdc_ncm, WAN, " + XHCI + "1.3@serial-",
    "phone-ecm, usb0, USB_TETHER, cdc_ether, WAN, " + XHCI + "5",
    "phone-eem, usb0, USB_TETHER, cdc_eem, WAN, " + XHCI + "6",
    "modem-qmi, wwan0, MODEM, qmi_wwan, WAN, " + XHCI + "7:1.4@serial-",
    "modem-mbim, wwan0, MODEM, cdc_mbim, WAN, " + XHCI + "7:1.12",
    "modem-huawei-ncm, wwan0, MODEM, huawei_cdc_ncm, WAN, " + XHCI + "7:1.1@serial-",
    "wifi-client, wlan0, WIFI, ath10k_pci, WAN, pci0000:00/0000:00:1c.2/0000:02:00.0",
  })
  void aLinkIsTakenForWhatItIs(
      String machine, String name, LinkKind kind, String driver, LinkRole role, String id)
      throws Exception {
    LinkInfo link = only(machine, name);
    assertThat(link.kind()).isEqualTo(kind);
    assertThat(link.driver()).isEqualTo(driver);
    assertThat(link.role()).as(link.roleReason()).isEqualTo(role);
    assertThat(link.metered()).isEqualTo(kind == LinkKind.USB_TETHER || kind == LinkKind.MODEM);
    assertThat(link.id()).matches(Pattern.quote(id) + (id.endsWith("-") ? "[0-9a-f]{12}.*" : ""));
  }

  @Test
  void aModemWithAnInterfaceOfOpenWrtForEachFamilyIsOneLink() throws Exception {
    LinkInfo modem = only("modem-qmi", "wwan0");
    assertThat(modem.addresses())
        .extracting(address -> address.getAddress().length)
        .containsExactlyInAnyOrder(IPV4_BYTES, IPV6_BYTES);
    assertThat(modem.role()).isEqualTo(LinkRole.WAN);
    assertThat(modem.metered()).isTrue();
  }

  private LinkInfo only(String machine, String name) throws Exception {
    MachineRecording recording = RecordedMachine.load(machine);
    RecordedMachine.plant(recording, sysfs);
    LinkTable table = new LinkTable();
    table.resync(recording.links(), recording.addresses(), recording.routes());
    LinkCatalog catalog =
        new LinkCatalog(
            table,
            new OperatorChoice(new KnownLinks(), Set.of()),
            new SysfsDevices(sysfs)::look,
            new QuotaBook(List.of(), "boot"));
    return catalog.links(0).stream()
        .filter(link -> link.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
