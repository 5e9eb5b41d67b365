package org.tquic.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.tquic.linux.netlink.AddressMessage;
import org.tquic.linux.netlink.IpPrefix;
import org.tquic.linux.netlink.LinkMessage;
import org.tquic.linux.netlink.NetlinkCodec;
import org.tquic.linux.netlink.NetlinkFrame;
import org.tquic.linux.netlink.NetlinkMessage;
import org.tquic.linux.netlink.RouteMessage;

/** Messages as the kernel would send them. */
final class Messages {
  static final int FIT = LinkMessage.IFF_UP | LinkMessage.IFF_LOWER_UP;
  static final int NO_CARRIER = LinkMessage.IFF_UP;
  static final int DOWN = 0;

  private Messages() {}

  static LinkMessage link(int index, String name, int flags) {
    return link(index, name, flags, 1, "", 0, "");
  }

  static LinkMessage link(
      int index,
      String name,
      int flags,
      int hardwareType,
      String kind,
      int master,
      String portKind) {
    return new LinkMessage(
        false, index, name, flags, hardwareType, 1500, 0, 0, master, kind, portKind, mac(index), 0);
  }

  static String mac(int index) {
    return String.format("02:00:00:00:00:%02x", index);
  }

  static LinkMessage gone(LinkMessage link) {
    return new LinkMessage(
        true,
        link.index(),
        link.name(),
        link.flags(),
        link.hardwareType(),
        link.mtu(),
        link.operState(),
        link.parent(),
        link.master(),
        link.kind(),
        link.portKind(),
        link.address(),
        link.vlan());
  }

  static AddressMessage address(int index, String prefix) {
    return AddressMessage.of(index, IpPrefix.parse(prefix));
  }

  static AddressMessage gone(AddressMessage address) {
    return new AddressMessage(
        true, address.index(), address.local(), address.peer(), address.scope(), address.flags());
  }

  static RouteMessage defaultVia(int index, String gateway, long metric) {
    InetAddress hop = InetAddress.ofLiteral(gateway);
    return RouteMessage.to(IpPrefix.everything(IpPrefix.of(hop).isV6()))
        .gateway(hop)
        .outInterface(index)
        .metric(metric)
        .build();
  }

  /** Messages of a recording of the linux module. */
  static <T extends NetlinkMessage> List<T> recorded(String name, Class<T> type) {
    try (InputStream in =
        NetlinkCodec.class.getResourceAsStream("/org/tquic/linux/netlink/" + name + ".bin")) {
      return NetlinkCodec.parse(ByteBuffer.wrap(in.readAllBytes())).stream()
          .map(NetlinkFrame::message)
          .filter(type::isInstance)
          .map(type::cast)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
