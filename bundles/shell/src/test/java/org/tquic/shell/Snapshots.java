package org.tquic.shell;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tquic.api.bond.BondStatus;
import org.tquic.api.bond.PathKeepAlive;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.QlogStatus;
import org.tquic.api.bond.RoleStatus;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkQuota;
import org.tquic.api.link.LinkRole;

/** Snapshots for tests. */
public final class Snapshots {
  private Snapshots() {}

  /** A path over this link. */
  public static PathStatus path(String link, PathState state, PathReason reason, String detail) {
    return new PathStatus(
        "203.0.113.1:4433",
        1,
        link,
        state,
        reason,
        detail,
        1_000,
        "[2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff]:54321",
        "[2001:db8:1111:2222:3333:4444:5555:6666]:4433",
        "bbr",
        330_400_000,
        12_300_000,
        1_234_567,
        1_034_567,
        0.123,
        123_400_000,
        118_900_000,
        101_100_000,
        123_456_789_012L,
        987_654_321_098L,
        1400,
        Map.of("packetsLost", 123L));
  }

  /** The same path, kept alive otherwise, over a link with another quota. */
  public static PathStatus with(PathStatus path, PathKeepAlive keepAlive, LinkQuota quota) {
    return new PathStatus(
        path.bond(),
        path.id(),
        path.link(),
        path.state(),
        path.reason(),
        path.detail(),
        path.sinceMillis(),
        path.local(),
        path.remote(),
        path.congestion(),
        path.smoothedRttNs(),
        path.jitterNs(),
        path.congestionWindow(),
        path.bytesInFlight(),
        path.lossRate(),
        path.capacityBps(),
        path.txBps(),
        path.rxBps(),
        path.txBytes(),
        path.rxBytes(),
        path.maxPayload(),
        path.counters(),
        keepAlive,
        path.tier(),
        quota);
  }

  /** A router with one bond of these paths. */
  public static RoleStatus router(PathStatus... paths) {
    return new RoleStatus(
        "router",
        "quiche",
        "tquic0",
        "up",
        "",
        11_520_000,
        List.of(),
        QlogStatus.OFF,
        List.of(),
        List.of(bond("203.0.113.1:4433", paths)));
  }

  /** A server with these bonds. */
  public static RoleStatus server(BondStatus... bonds) {
    return new RoleStatus(
        "server",
        "quiche",
        "tquic0",
        "listening",
        "",
        1,
        List.of(),
        QlogStatus.OFF,
        List.of(),
        List.of(bonds));
  }

  /** A bond of these paths. */
  public static BondStatus bond(String name, PathStatus... paths) {
    return new BondStatus(
        name,
        true,
        List.of("10.77.0.2/16", "fd00:1234:5678:9abc::2/64"),
        1400,
        "weighted",
        "bbr",
        List.of(paths),
        Map.of("resequencedPackets", 123_456_789L));
  }

  /** A healthy wired WAN with this name. */
  public static LinkInfo wan(String name) {
    return link(name, LinkRole.WAN, true, true, List.of("192.0.2.2"), List.of("192.0.2.1"));
  }

  /** A phone that came back under another name. */
  public static LinkInfo phone() {
    return new LinkInfo(
        "usb1",
        8,
        "usb:1@serial-00",
        "usb0",
        LinkKind.USB_TETHER,
        "rndis_host",
        "usb1/1-1",
        true,
        2,
        new LinkQuota(20_000_000_000L, 1, 16_100_000_000L, "2026-12-01"),
        1500,
        true,
        true,
        addresses(List.of("192.168.42.7")),
        List.of(),
        addresses(List.of("192.168.42.129")),
        100,
        LinkRole.WAN,
        "has a default route");
  }

  /** A link. */
  public static LinkInfo link(
      String name,
      LinkRole role,
      boolean up,
      boolean carrier,
      List<String> addresses,
      List<String> gateways) {
    return new LinkInfo(
        name,
        7,
        LinkKind.WIRED,
        "r8169",
        "pci-0000:02:00.0",
        1500,
        carrier,
        up,
        addresses(addresses),
        addresses(gateways),
        100,
        role,
        "has a default route");
  }

  private static List<InetAddress> addresses(List<String> literals) {
    return literals.stream()
        .flatMap(
            literal -> {
              try {
                return Stream.of(InetAddress.getByName(literal));
              } catch (UnknownHostException e) {
                throw new IllegalArgumentException(literal, e);
              }
            })
        .toList();
  }
}
