package org.tquic.gateway.host;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.tquic.gateway.Cidr;
import org.tquic.linux.Namespace;
import org.tquic.linux.netlink.RtNetlink;
import org.tquic.linux.tun.TunDevice;

/**
 * A router with two WANs in a namespace, as in the lab: {@code wan1}, {@code wan2} to {@code gw},
 * {@code lan0} to {@code lan}; and behind {@code gw} the address of a server and of a web site.
 */
final class RouterMachine implements AutoCloseable {
  static final String DEVICE = "tquic0";
  static final List<Cidr> INNER = List.of(Cidr.parse("10.77.0.2"), Cidr.parse("fd00:77::2"));
  static final String SERVER = "203.0.113.1";
  static final String SERVER6 = "2001:db8:1::1";
  static final String WEB = "198.51.100.2";
  static final String WEB6 = "2001:db8:2::2";

  final Namespace rt = Namespace.open();
  final Namespace gw = Namespace.open();
  final Namespace lan = Namespace.open();

  RouterMachine() {
    for (int i = 1; i <= 2; i++) {
      rt.veth("wan" + i, gw, "g" + i);
      rt.address("wan" + i, "10.7" + i + ".0.2/24");
      rt.address("wan" + i, "fd7" + i + "::2/64");
      gw.address("g" + i, "10.7" + i + ".0.1/24");
      gw.address("g" + i, "fd7" + i + "::1/64");
      rt.ip("route add default via 10.7" + i + ".0.1 metric " + i);
      rt.ip("-6 route add default via fd7" + i + "::1 metric " + i);
      rt.sysctl("net.ipv4.conf.wan" + i + ".rp_filter", 1);
    }
    for (String address : List.of(SERVER + "/32", SERVER6 + "/128", WEB + "/32", WEB6 + "/128")) {
      gw.address("lo", address);
    }
    rt.veth("lan0", lan, "eth0");
    rt.address("lan0", "192.168.77.1/24");
    rt.address("lan0", "fd77::1/64");
    lan.address("eth0", "192.168.77.2/24");
    lan.address("eth0", "fd77::2/64");
    lan.ip("route add default via 192.168.77.1");
    lan.ip("-6 route add default via fd77::1");
    List.of("wan1", "wan2", "lan0").forEach(rt::settle);
    List.of("g1", "g2").forEach(gw::settle);
    lan.settle("eth0");
  }

  /** A role's part of the machine, made on a thread of the namespace. */
  record Applied(TunDevice device, RtNetlink netlink, HostJournal journal, HostNetwork network) {
    /** Takes all back, as on SIGTERM. */
    void undo() {
      try (journal;
          netlink;
          device) {
        network.close();
      }
    }

    /** Loses everything but the disk, as on SIGKILL. */
    void kill() {
      device.close();
      netlink.close();
      journal.close();
    }
  }

  static RouterPlan.Input input(int mtu, List<Cidr> routes) {
    return new RouterPlan.Input(
        DEVICE, mtu, INNER, routes, List.of("wan1", "wan2"), wanAddresses(), true);
  }

  private static List<InetAddress> wanAddresses() {
    return List.of(
        Cidr.parseAddress("10.71.0.2"),
        Cidr.parseAddress("10.72.0.2"),
        Cidr.parseAddress("fd71::2"),
        Cidr.parseAddress("fd72::2"));
  }

  Applied apply(Path state, RouterPlan.Input input) {
    return rt.call(() -> applyHere(state, input));
  }

  void undo(Applied applied) {
    rt.call(
        () -> {
          applied.undo();
          return null;
        });
  }

  /** Applies a plan in the calling thread's namespace. */
  static Applied applyHere(Path state, RouterPlan.Input input) {
    SysctlTree sysctls = new SysctlTree(Path.of("/proc/sys"));
    HostJournal journal = HostJournal.open(state.resolve("journal"));
    RtNetlink netlink = RtNetlink.open();
    HostNetwork network =
        new HostNetwork(new NetlinkNetwork(netlink), sysctls, new NftFirewall(), journal);
    network.recover();
    TunDevice device = TunDevice.open(DEVICE);
    network.converge(RouterPlan.changes(input, Forwarding.changes(sysctls)));
    return new Applied(device, netlink, journal, network);
  }

  static List<Cidr> everything() {
    return List.of(Cidr.ALL_IPV4, Cidr.ALL_IPV6);
  }

  @Override
  public void close() {
    lan.close();
    rt.close();
    gw.close();
  }
}
