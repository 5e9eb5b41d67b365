package org.tquic.paths.doctor.step;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.tquic.api.doctor.StepResult;
import org.tquic.linux.LinuxException;
import org.tquic.linux.netlink.RouteMessage;
import org.tquic.linux.netlink.RtNetlink;
import org.tquic.paths.doctor.finding.StepName;

/**
 * Whether any routing table leads to the server through the link. The kernel's own look-up for a
 * socket that is bound to a device does not tell: without a route it takes the whole world to be on
 * the link.
 */
final class RouteStep implements Step {
  @Override
  public String name() {
    return StepName.ROUTE;
  }

  @Override
  public boolean isNeeded() {
    return true;
  }

  @Override
  public StepResult take(LinkCase link) {
    InetAddress server = link.remote().getAddress();
    int index = link.info().index();
    try (RtNetlink netlink = RtNetlink.open()) {
      boolean routed = netlink.routes().stream().anyMatch(route -> leads(route, server, index));
      if (!routed) {
        return fail("no routing table leads to the server through this link");
      }
      RouteMessage route = netlink.lookUp(server, index, 0);
      return pass(
          route.gateway() == null ? "on the link" : "gateway " + route.gateway().getHostAddress());
    } catch (LinuxException e) {
      return fail(e.getMessage());
    }
  }

  private static boolean leads(RouteMessage route, InetAddress server, int index) {
    return route.type() == RouteMessage.UNICAST
        && route.destination().isV6() == server instanceof Inet6Address
        && route.destination().contains(server)
        && route.hops().stream().anyMatch(hop -> hop.outInterface() == index);
  }
}
