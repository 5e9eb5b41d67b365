package org.tquic.discovery;

import java.util.Set;
import org.tquic.api.link.LinkKind;
import org.tquic.linux.netlink.LinkMessage;

/** Tells what a link is made of, from its netlink kind, its hardware type and its device. */
final class LinkClassifier {
  private static final Set<String> PHONE_DRIVERS = Set.of("rndis_host", "ipheth");
  private static final Set<String> TETHER_DRIVERS = Set.of("cdc_ncm", "cdc_ether", "cdc_eem");
  private static final Set<String> MODEM_DRIVERS =
      Set.of("qmi_wwan", "cdc_mbim", "huawei_cdc_ncm", "sierra_net", "mhi_net", "hso");
  // Made in software, yet an uplink as good as a cable: in containers and labs, behind a VLAN, or
  // one port of a switch, or several cables as one.
  private static final Set<String> WIRED_KINDS =
      Set.of("veth", "netkit", "vlan", "macvlan", "ipvlan", "dsa", "bond", "team", "ppp");
  private static final Set<String> MODEM_KINDS = Set.of("wwan", "rmnet");

  private static final int ARPHRD_ETHER = 1;
  private static final int ARPHRD_PPP = 512;
  private static final int ARPHRD_RAWIP = 519;
  private static final int ARPHRD_FIRST_TUNNEL = 768;
  private static final int ARPHRD_LAST_TUNNEL = 778;
  private static final int ARPHRD_LOOPBACK = 772;
  private static final int ARPHRD_NONE = 65534;

  private LinkClassifier() {}

  static LinkKind kind(LinkMessage link, DeviceFacts device) {
    if (link.loopback()) {
      return LinkKind.LOOPBACK;
    }
    if (device.wireless()) {
      return LinkKind.WIFI;
    }
    // The kernel also calls some phones that tether with RNDIS cellular modems.
    if (PHONE_DRIVERS.contains(device.driver())
        || (TETHER_DRIVERS.contains(device.driver()) && !device.cellular())) {
      return LinkKind.USB_TETHER;
    }
    if (device.cellular()
        || MODEM_DRIVERS.contains(device.driver())
        || MODEM_KINDS.contains(link.kind())) {
      return LinkKind.MODEM;
    }
    if (WIRED_KINDS.contains(link.kind())) {
      return LinkKind.WIRED;
    }
    if (!link.kind().isEmpty()) {
      return LinkKind.VIRTUAL;
    }
    return device.hasDevice() ? LinkKind.WIRED : byHardwareType(link.hardwareType());
  }

  private static LinkKind byHardwareType(int type) {
    return switch (type) {
      case ARPHRD_ETHER, ARPHRD_PPP -> LinkKind.WIRED;
      case ARPHRD_RAWIP -> LinkKind.MODEM;
      case ARPHRD_LOOPBACK -> LinkKind.LOOPBACK;
      case ARPHRD_NONE -> LinkKind.VIRTUAL;
      default ->
          type >= ARPHRD_FIRST_TUNNEL && type <= ARPHRD_LAST_TUNNEL
              ? LinkKind.VIRTUAL
              : LinkKind.OTHER;
    };
  }
}
