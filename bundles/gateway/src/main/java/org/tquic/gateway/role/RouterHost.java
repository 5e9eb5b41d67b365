package org.tquic.gateway.role;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.link.LinkInfo;
import org.tquic.gateway.Cidr;
import org.tquic.gateway.host.RouterPlan;
import org.tquic.gateway.settings.RouterSettings;

/**
 * Keeps a router's machine in step with its links, what the server assigned, and the settings.
 * Until the server has assigned an address nothing is captured. Used on the control thread.
 */
final class RouterHost {
  private static final Logger LOG = LoggerFactory.getLogger(RouterHost.class);

  /** Routes as wide as these are meant as a default route, by other tunnels for example. */
  private static final int WIDE = 7;

  private final Machine machine;
  private final LauncherEvents launcher;
  private final Map<String, LinkInfo> links = new LinkedHashMap<>();
  private RouterSettings settings;
  private List<Cidr> assigned = List.of();
  private int mtu = RouterPlan.SMALLEST_IPV6_MTU;
  private boolean captured;
  private boolean reachable = true;

  RouterHost(Machine machine, LauncherEvents launcher, RouterSettings settings) {
    this.machine = machine;
    this.launcher = launcher;
    this.settings = settings;
  }

  void settings(RouterSettings changed) {
    settings = changed;
    converge();
  }

  void link(LinkInfo link) {
    links.put(link.name(), link);
    converge();
  }

  void linkGone(String name) {
    links.remove(name);
    converge();
  }

  void assigned(List<Cidr> addresses) {
    assigned = addresses;
    converge();
    if (!captured) {
      captured = true;
      warnOfWideRoutes();
      machine.warnOfObstacles(settings.device(), settings.firewall(), launcher);
    }
  }

  /** Whether the server can be reached; what that means for traffic is in the settings. */
  void reachable(boolean now) {
    if (reachable != now) {
      reachable = now;
      converge();
    }
  }

  void mtu(int bytes) {
    mtu = bytes;
    converge();
  }

  private void converge() {
    Set<InetAddress> addresses = new LinkedHashSet<>();
    links.values().forEach(link -> addresses.addAll(link.addresses()));
    machine
        .network()
        .converge(
            RouterPlan.changes(
                new RouterPlan.Input(
                    settings.device(),
                    mtu,
                    assigned,
                    routes(),
                    links.keySet(),
                    addresses,
                    settings.firewall()),
                machine.forwarding()));
    LOG.debug("machine fits {} links, {}, MTU {}", links.size(), assigned, mtu);
  }

  /** Without routes into the tunnel, what the rules capture goes on to the main table. */
  private List<Cidr> routes() {
    return reachable || !settings.fallback()
        ? settings.routes()
        : settings.routes().stream()
            .filter(route -> DirectWay.isUsedUp(links.values(), route.isIpv6()))
            .toList();
  }

  private void warnOfWideRoutes() {
    List<String> wide =
        machine.kernel().gatewayRoutes().stream()
            .filter(route -> route.length() > 0 && route.length() <= WIDE)
            .map(Cidr::toString)
            .distinct()
            .toList();
    if (!wide.isEmpty()) {
      launcher.notice(
          "the main table has routes that keep much of the traffic out of the bond: "
              + String.join(", ", wide),
          "remove them, or stop the program that made them, for the bond to carry that traffic");
    }
  }
}
