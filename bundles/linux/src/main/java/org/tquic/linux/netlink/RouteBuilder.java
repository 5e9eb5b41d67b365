package org.tquic.linux.netlink;

import java.net.InetAddress;
import java.util.List;

/** Collects the parts of a {@link RouteMessage}; see there for their meaning. */
public final class RouteBuilder {
  private static final int BY_KIND = -1;
  private static final int SCOPE_UNIVERSE = 0;
  private static final int SCOPE_LINK = 253;

  private final IpPrefix destination;
  private boolean removed;
  private int table = RouteMessage.TABLE_MAIN;
  private int type = RouteMessage.UNICAST;
  private int protocol = RouteMessage.PROTOCOL_STATIC;
  private int scope = BY_KIND;
  private long metric;
  private InetAddress gateway;
  private int outInterface;
  private InetAddress preferredSource;
  private List<RouteMessage.NextHop> nextHops = List.of();
  private int flags;

  RouteBuilder(IpPrefix destination) {
    this.destination = destination;
  }

  /** Routing table; main when not set. */
  public RouteBuilder table(int value) {
    table = value;
    return this;
  }

  /** Route type; unicast when not set. */
  public RouteBuilder type(int value) {
    type = value;
    return this;
  }

  /** Who made it; static when not set. */
  public RouteBuilder protocol(int value) {
    protocol = value;
    return this;
  }

  /** Scope; follows from the gateway when not set. */
  public RouteBuilder scope(int value) {
    scope = value;
    return this;
  }

  /** Metric, lower is preferred. */
  public RouteBuilder metric(long value) {
    metric = value;
    return this;
  }

  /** Next hop, of either address family. */
  public RouteBuilder gateway(InetAddress value) {
    gateway = value;
    return this;
  }

  /** Index of the interface to leave by. */
  public RouteBuilder outInterface(int value) {
    outInterface = value;
    return this;
  }

  /** Source address for packets without one. */
  public RouteBuilder preferredSource(InetAddress value) {
    preferredSource = value;
    return this;
  }

  /** Several ways instead of one gateway and interface. */
  public RouteBuilder nextHops(List<RouteMessage.NextHop> value) {
    nextHops = value;
    return this;
  }

  /** Flags, such as {@link RouteMessage#ON_LINK}. */
  public RouteBuilder flags(int value) {
    flags = value;
    return this;
  }

  RouteBuilder removed(boolean value) {
    removed = value;
    return this;
  }

  /** The route. */
  public RouteMessage build() {
    return build(destination);
  }

  RouteMessage build(IpPrefix to) {
    return new RouteMessage(
        removed,
        to,
        table,
        type,
        protocol,
        scope == BY_KIND ? usualScope(to) : scope,
        metric,
        gateway,
        outInterface,
        preferredSource,
        nextHops,
        flags);
  }

  /** IPv4 wants a smaller scope where no gateway is between; IPv6 has no scopes of routes. */
  private int usualScope(IpPrefix to) {
    boolean direct = type == RouteMessage.UNICAST && gateway == null && nextHops.isEmpty();
    return direct && !to.isV6() ? SCOPE_LINK : SCOPE_UNIVERSE;
  }
}
