package org.tquic.gateway.host;

import org.tquic.gateway.Cidr;

/**
 * A route into the tunnel.
 *
 * @param table number of the routing table
 * @param destination the network it leads to
 * @param device the tunnel's device
 */
public record TunnelRoute(int table, Cidr destination, String device) {}
