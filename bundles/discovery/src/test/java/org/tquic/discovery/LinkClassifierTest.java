package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tquic.api.link.LinkKind;
import org.tquic.linux.netlink.LinkMessage;

class LinkClassifierTest {
  @ParameterizedTest
  @CsvSource({
    "veth, WIRED",
    "vlan, WIRED",
    "macvlan, WIRED",
    "dsa, WIRED",
    "ppp, WIRED",
    "wwan, MODEM",
    "bridge, VIRTUAL",
    "tun, VIRTUAL",
    "dummy, VIRTUAL",
    "wireguard, VIRTUAL",
    "vxlan, VIRTUAL",
    "gre, VIRTUAL",
    "ifb, VIRTUAL",
    "something-new, VIRTUAL"
  })
  void theKernelsKindDecidesWithoutADevice(String kind, LinkKind expected) {
    LinkMessage link = Messages.link(2, "x", Messages.FIT, 1, kind, 0, "");
    assertThat(LinkClassifier.kind(link, DeviceFacts.UNKNOWN)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1, WIRED",
    "512, WIRED",
    "519, MODEM",
    "65534, VIRTUAL",
    "776, VIRTUAL",
    "32, OTHER"
  })
  void theHardwareTypeDecidesWithoutAKind(int type, LinkKind expected) {
    LinkMessage link = Messages.link(2, "x", Messages.FIT, type, "", 0, "");
    assertThat(LinkClassifier.kind(link, DeviceFacts.UNKNOWN)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "rndis_host, false, USB_TETHER",
    "rndis_host, true, USB_TETHER",
    "ipheth, false, USB_TETHER",
    "cdc_ncm, false, USB_TETHER",
    "cdc_ether, false, USB_TETHER",
    "cdc_ether, true, MODEM",
    "qmi_wwan, true, MODEM",
    "cdc_mbim, false, MODEM",
    "r8152, false, WIRED",
    "virtio_net, false, WIRED",
  })
  void theDriverDecidesForADevice(String driver, boolean cellular, LinkKind expected) {
    LinkMessage link = Messages.link(2, "x", Messages.FIT);
    DeviceFacts device = new DeviceFacts(true, true, driver, "bus", false, cellular);
    assertThat(LinkClassifier.kind(link, device)).isEqualTo(expected);
  }

  @Test
  void wifiAndLoopbackAreTold() {
    DeviceFacts wifi = new DeviceFacts(true, true, "ath10k_pci", "bus", true, false);
    assertThat(LinkClassifier.kind(Messages.link(2, "x", Messages.FIT), wifi))
        .isEqualTo(LinkKind.WIFI);
    LinkMessage loopback =
        Messages.link(1, "lo", Messages.FIT | LinkMessage.IFF_LOOPBACK, 772, "", 0, "");
    assertThat(LinkClassifier.kind(loopback, DeviceFacts.UNKNOWN)).isEqualTo(LinkKind.LOOPBACK);
  }
}
