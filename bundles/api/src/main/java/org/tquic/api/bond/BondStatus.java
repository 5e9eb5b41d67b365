package org.tquic.api.bond;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One bond, an immutable snapshot.
 *
 * @param name the server's address on a router, the router's name on a server
 * @param connected whether at least one path carries traffic
 * @param innerAddresses addresses assigned to the router, with prefix lengths
 * @param mtu bytes of the largest inner packet
 * @param scheduler id of the scheduler in use; {@code (built-in)} is appended for the fallback
 * @param congestion id of the congestion controller chosen
 * @param paths its paths
 * @param counters totals by name, monotonic; names say their unit
 */
public record BondStatus(
    String name,
    boolean connected,
    List<String> innerAddresses,
    int mtu,
    String scheduler,
    String congestion,
    List<PathStatus> paths,
    Map<String, Long> counters) {
  /** Copies the collections. */
  public BondStatus {
    innerAddresses = List.copyOf(innerAddresses);
    paths = List.copyOf(paths);
    counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
  }
}
