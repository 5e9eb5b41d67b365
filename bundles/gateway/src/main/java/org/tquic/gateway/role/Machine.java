package org.tquic.gateway.role;

import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.gateway.host.Firewall;
import org.tquic.gateway.host.Forwarding;
import org.tquic.gateway.host.HostChange;
import org.tquic.gateway.host.HostJournal;
import org.tquic.gateway.host.HostNetwork;
import org.tquic.gateway.host.KernelNetwork;
import org.tquic.gateway.host.NetlinkNetwork;
import org.tquic.gateway.host.NftFirewall;
import org.tquic.gateway.host.SysctlTree;
import org.tquic.linux.ProcessRights;
import org.tquic.linux.netlink.RtNetlink;

/** This machine, put back to what it was before a run that did not end properly. */
final class Machine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Machine.class);

  private final RtNetlink netlink;
  private final HostJournal journal;
  private final KernelNetwork kernel;
  private final Firewall firewall = new NftFirewall();
  private final HostNetwork network;
  private final List<HostChange> forwarding;

  private Machine(RtNetlink netlink, HostJournal journal) {
    this.netlink = netlink;
    this.journal = journal;
    this.kernel = new NetlinkNetwork(netlink);
    SysctlTree sysctls = new SysctlTree(Path.of("/proc/sys"));
    this.network = new HostNetwork(kernel, sysctls, firewall, journal);
    network.recover();
    this.forwarding = Forwarding.changes(sysctls);
  }

  /**
   * Opens the machine.
   *
   * @param role what needs it, for messages
   * @param state the state folder
   * @throws TquicException when this process may not, or another role uses the folder
   */
  static Machine open(String role, Path state) {
    if (!ProcessRights.hasCapability(ProcessRights.CAP_NET_ADMIN)) {
      throw new TquicException(
          "the " + role + " role needs the right to change this machine's network",
          "run it as root (sudo tquic " + role + " …), or give it CAP_NET_ADMIN and CAP_NET_RAW");
    }
    HostJournal journal = HostJournal.open(state.resolve("journal"));
    RtNetlink netlink = null;
    try {
      netlink = RtNetlink.open();
      return new Machine(netlink, journal);
    } catch (RuntimeException e) {
      if (netlink != null) {
        netlink.close();
      }
      journal.close();
      throw Failures.of(e);
    }
  }

  HostNetwork network() {
    return network;
  }

  KernelNetwork kernel() {
    return kernel;
  }

  Firewall firewall() {
    return firewall;
  }

  /** What makes it forward packets, as of its state at the beginning. */
  List<HostChange> forwarding() {
    return forwarding;
  }

  /** Says when the machine's own firewall may keep packets from and to the tunnel. */
  void warnOfObstacles(String device, boolean firewall, LauncherEvents launcher) {
    List<String> obstacles = List.of();
    try {
      obstacles = firewall ? this.firewall.obstacles(device) : List.of();
    } catch (TquicException e) {
      LOG.debug("the firewall cannot be listed", e);
    }
    if (!obstacles.isEmpty()) {
      launcher.notice(
          "this machine's firewall drops forwarded packets unless a rule lets them through, and"
              + " names no "
              + device
              + ": table "
              + String.join(", table ", obstacles),
          "let packets from and to "
              + device
              + " through there; on OpenWrt, put the device into a firewall zone");
    }
  }

  /** Takes everything back. */
  @Override
  public void close() {
    try (journal;
        netlink) {
      network.close();
    }
  }
}
