package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysfsDevicesTest {
  private static final String USB = "pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0";

  @TempDir Path root;
  private SysfsTree tree;
  private SysfsDevices devices;

  @BeforeEach
  void plant() throws Exception {
    tree = new SysfsTree(root);
    devices = new SysfsDevices(root);
  }

  private DeviceFacts look(int index, String name) {
    return devices.look(Messages.link(index, name, Messages.FIT));
  }

  @Test
  void aPhoneHasItsDriverAndItsPlaceOnTheBus() throws Exception {
    tree.device(5, "usb0", USB, "rndis_host");
    assertThat(look(5, "usb0"))
        .isEqualTo(
            new DeviceFacts(
                true,
                true,
                "rndis_host",
                USB,
                false,
                false,
                new UsbPlace("pci0000:00/0000:00:14.0/usb:2", "1.0", ""),
                false));
  }

  @Test
  void wifiAndModemsAreTold() throws Exception {
    Path wlan = tree.device(6, "wlan0", "pci0000:00/0000:01:00.0", "ath10k_pci");
    Files.createDirectory(wlan.resolve("wireless"));
    Path wwan = tree.device(7, "wwan0", USB, "cdc_ether");
    Files.writeString(wwan.resolve("uevent"), "DEVTYPE=wwan\nINTERFACE=wwan0\nIFINDEX=7\n");
    assertThat(look(6, "wlan0").wireless()).isTrue();
    assertThat(look(7, "wwan0").cellular()).isTrue();
  }

  @Test
  void portsOfOneSwitchHaveTheirOwnPaths() throws Exception {
    Path one = tree.device(8, "lan1", "platform/switch", "mt7530");
    Files.writeString(one.resolve("phys_port_name"), "p1\n");
    Path two = tree.device(9, "wan", "platform/switch", "mt7530");
    Files.writeString(two.resolve("phys_port_name"), "p4\n");
    Path three = tree.device(10, "eth3", "pci0000:00/0000:02:00.0", "mlx4_core");
    Files.writeString(three.resolve("dev_port"), "1\n");
    assertThat(look(8, "lan1").busPath()).isEqualTo("platform/switch:p1");
    assertThat(look(9, "wan").busPath()).isEqualTo("platform/switch:p4");
    assertThat(look(10, "eth3").busPath()).isEqualTo("pci0000:00/0000:02:00.0:1");
  }

  @Test
  void softwareDevicesHaveNoDevice() throws Exception {
    tree.virtual(11, "br0");
    assertThat(look(11, "br0")).isEqualTo(new DeviceFacts(true, false, "", "", false, false));
  }

  @Test
  void aDeviceOfAnotherNamespaceIsNotTaken() throws Exception {
    tree.device(5, "eth0", "pci0000:00/0000:00:03.0", "virtio_net");
    assertThat(look(4, "eth0")).isEqualTo(DeviceFacts.UNKNOWN);
    assertThat(look(5, "eth1")).isEqualTo(DeviceFacts.UNKNOWN);
    Files.writeString(root.resolve("class/net/eth0/address"), "02:00:00:00:00:99\n");
    assertThat(look(5, "eth0")).isEqualTo(DeviceFacts.UNKNOWN);
  }

  @Test
  void namesDoNotLeadOutOfTheTree() {
    assertThat(look(1, "../../secret")).isEqualTo(DeviceFacts.UNKNOWN);
    assertThat(look(1, "")).isEqualTo(DeviceFacts.UNKNOWN);
    assertThat(new SysfsDevices(root.resolve("none")).look(Messages.link(1, "x", 0)))
        .isEqualTo(DeviceFacts.UNKNOWN);
  }
}
