package org.tquic.gateway.host;

import java.util.List;
import org.tquic.gateway.Cidr;

/**
 * The kernel's links, addresses, routes and rules. Adding what is there already, and removing what
 * is gone, succeed; any other refusal is a {@link org.tquic.api.TquicException}.
 */
public interface KernelNetwork {
  /** Sets a device's MTU in bytes and switches it on. */
  void configureLink(String device, int mtu);

  /** Gives a device an address. */
  void addAddress(String device, Cidr address);

  /** Takes an address from a device. */
  void removeAddress(String device, Cidr address);

  /** Adds a route. */
  void addRoute(TunnelRoute route);

  /** Removes a route. */
  void removeRoute(TunnelRoute route);

  /** Adds a policy rule. */
  void addRule(PolicyRule rule);

  /** Removes a policy rule. */
  void removeRule(PolicyRule rule);

  /** Destinations of the main table's routes that lead through a gateway. */
  List<Cidr> gatewayRoutes();
}
