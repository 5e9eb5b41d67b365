package org.tquic.quic.sim;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A node's place in the network: which addresses it has, and by which links. */
public final class SimHost {
  private final SimNetwork network;
  private final String name;
  // The value is null for an address that needs no link.
  private final Map<InetSocketAddress, SimLink> links = new LinkedHashMap<>();
  private SimNode node;

  SimHost(SimNetwork network, String name, SimNode node) {
    this.network = network;
    this.name = name;
    this.node = node;
  }

  /** Its name in traces. */
  public String name() {
    return name;
  }

  /** Who sends and receives here. */
  public SimNode node() {
    return node;
  }

  /** Puts another node in the place of this one, which keeps the addresses: a restart. */
  public void replace(SimNode next) {
    node = next;
  }

  /** Its addresses. */
  public Set<InetSocketAddress> addresses() {
    return Set.copyOf(links.keySet());
  }

  /**
   * Gives it an address in the core of the network, with neither delay nor limit of rate.
   *
   * @throws IllegalArgumentException when the address is in use
   */
  public SimHost bind(InetSocketAddress local) {
    network.bind(this, local, null);
    links.put(local, null);
    return this;
  }

  /**
   * Gives it an address by a link. Behind a NAT it is an inside address: other links' hosts may
   * have the same, and nobody can send to it from elsewhere.
   *
   * @throws IllegalArgumentException when the address is in use or there is no such link
   */
  public SimHost bind(InetSocketAddress local, String link) {
    SimLink by = network.link(link);
    network.bind(this, local, by);
    links.put(local, by);
    return this;
  }

  /** Takes an address away; what is under way to it gets lost. Does nothing when it has it not. */
  public void unbind(InetSocketAddress local) {
    if (links.containsKey(local)) {
      network.unbind(local, links.remove(local));
    }
  }

  boolean has(InetSocketAddress local) {
    return links.containsKey(local);
  }

  boolean uses(SimLink link) {
    return links.containsValue(link);
  }

  /** The link of an address, null when it needs none. */
  SimLink link(InetSocketAddress local) {
    return links.get(local);
  }
}
