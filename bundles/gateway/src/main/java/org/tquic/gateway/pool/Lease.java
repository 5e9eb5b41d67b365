package org.tquic.gateway.pool;

import java.util.List;
import org.tquic.gateway.Cidr;

/**
 * The inner addresses of one router.
 *
 * @param router name of the router
 * @param ipv4 its IPv4 address, one host
 * @param ipv6 its IPv6 address, one host
 */
public record Lease(String router, Cidr ipv4, Cidr ipv6) {
  /** Both addresses, IPv4 first. */
  public List<Cidr> addresses() {
    return List.of(ipv4, ipv6);
  }
}
