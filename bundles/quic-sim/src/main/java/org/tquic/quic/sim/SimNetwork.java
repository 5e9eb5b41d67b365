package org.tquic.quic.sim;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hosts, each address of which hangs by a link, or directly, on a core that is infinitely fast. A
 * datagram takes the sender's link up, passes its NAT, crosses the core, passes the receiver's NAT
 * and takes the receiver's link down. Names and addresses are values only: no socket is opened and
 * no name resolved.
 */
public final class SimNetwork {
  private record Arrival(SimHost host, SimDatagram datagram) {}

  private final long seed;
  private final Map<String, SimLink> links = new LinkedHashMap<>();
  private final Map<String, SimHost> hosts = new LinkedHashMap<>();
  // Addresses that anyone can send to.
  private final Map<InetSocketAddress, SimHost> reachable = new HashMap<>();
  private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
  private PacketTrace trace = PacketTrace.NONE;
  private long unroutable;

  SimNetwork(long seed) {
    this.seed = seed;
  }

  /**
   * Adds a link.
   *
   * @param name letters, digits, {@code -} and {@code _}
   * @param up from its hosts into the network
   * @param down from the network to its hosts
   * @throws IllegalArgumentException when the name is taken or not of that form
   */
  public SimLink addLink(String name, LinkProfile up, LinkProfile down) {
    LinkTarget.checkName(name);
    if (links.containsKey(name)) {
      throw new IllegalArgumentException("there is a link '" + name + "' already");
    }
    SimLink link =
        new SimLink(
            name,
            new LinkModel(name + ".up", up, seed, this::traced),
            new LinkModel(name + ".down", down, seed, this::traced));
    links.put(name, link);
    return link;
  }

  /** Adds a link that is the same both ways. */
  public SimLink addLink(String name, LinkProfile bothWays) {
    return addLink(name, bothWays, bothWays);
  }

  /**
   * Puts a NAT at the end of a link that has no addresses yet.
   *
   * @throws IllegalArgumentException when there is no such link, or the address is in use
   * @throws IllegalStateException when the link has a NAT or addresses already
   */
  public SimNat addNat(String link, InetAddress publicAddress, NatBehaviour behaviour) {
    SimLink at = link(link);
    if (at.nat() != null || hosts.values().stream().anyMatch(host -> host.uses(at))) {
      throw new IllegalStateException("link '" + link + "' has a NAT or addresses already");
    }
    if (isTaken(publicAddress)) {
      throw new IllegalArgumentException(publicAddress + " is in use already");
    }
    SimNat nat = new SimNat(publicAddress, behaviour, this::isTaken);
    at.setNat(nat);
    return nat;
  }

  /**
   * Adds a node, still without addresses.
   *
   * @throws IllegalArgumentException when the name is taken
   */
  public SimHost attach(String name, SimNode node) {
    if (hosts.containsKey(name)) {
      throw new IllegalArgumentException("there is a host '" + name + "' already");
    }
    SimHost host = new SimHost(this, name, node);
    hosts.put(name, host);
    return host;
  }

  /**
   * The link of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public SimLink link(String name) {
    SimLink link = links.get(name);
    if (link == null) {
      throw new IllegalArgumentException(
          "no link '" + name + "'; there are " + String.join(", ", links.keySet()));
    }
    return link;
  }

  /** The names of all links in the order they were added. */
  public List<String> linkNames() {
    return List.copyOf(links.keySet());
  }

  /** All hosts in the order they were added. */
  public Collection<SimHost> hosts() {
    return Collections.unmodifiableCollection(hosts.values());
  }

  /** Who is told from now on what happens to datagrams. */
  public void setTrace(PacketTrace next) {
    trace = next;
  }

  /** Datagrams that were sent from or to an address that nobody has. */
  public long unroutable() {
    return unroutable;
  }

  void bind(SimHost host, InetSocketAddress local, SimLink link) {
    if (local.isUnresolved() || local.getPort() == 0 || local.getAddress().isAnyLocalAddress()) {
      throw new IllegalArgumentException(local + " is not an address and port of a host");
    }
    boolean hidden = link != null && link.nat() != null;
    if (!hidden && nat(local.getAddress()) != null) {
      throw new IllegalArgumentException(local.getAddress() + " is that of a NAT");
    }
    Map<InetSocketAddress, SimHost> realm = hidden ? link.inside : reachable;
    if (host.has(local) || realm.putIfAbsent(local, host) != null) {
      throw new IllegalArgumentException(local + " is in use already");
    }
  }

  void unbind(InetSocketAddress local, SimLink link) {
    (link != null && link.nat() != null ? link.inside : reachable).remove(local);
  }

  /** A host sends. */
  void send(SimHost from, SimDatagram datagram, long nowNs) {
    traced(nowNs, from.name(), PacketEvent.SENT, datagram);
    if (!from.has(datagram.source()) || !datagram.isConsistent()) {
      unroutable(datagram, nowNs, from.name());
      return;
    }
    SimLink link = from.link(datagram.source());
    if (link == null) {
      route(datagram, nowNs, from.name());
    } else {
      link.up().offer(datagram, nowNs);
    }
  }

  /** When {@link #advance} has something to do, {@link Long#MAX_VALUE} for never. */
  long nextEventNs() {
    long next = Long.MAX_VALUE;
    for (SimLink link : links.values()) {
      next = Math.min(next, Math.min(link.up().nextEventNs(), link.down().nextEventNs()));
    }
    return next;
  }

  /** Moves on what has crossed a link by now. */
  void advance(long nowNs) {
    for (SimLink link : links.values()) {
      for (SimDatagram d = link.up().poll(nowNs); d != null; d = link.up().poll(nowNs)) {
        leave(link, d, nowNs);
      }
      for (SimDatagram d = link.down().poll(nowNs); d != null; d = link.down().poll(nowNs)) {
        arrive(link.nat() == null ? reachable : link.inside, link, d, nowNs);
      }
    }
  }

  /** Whether {@link #deliverOne} has something to do. */
  boolean hasArrivals() {
    return !arrivals.isEmpty();
  }

  /** Hands one datagram that has arrived to its node; false when there is none. */
  boolean deliverOne(long nowNs) {
    Arrival arrival = arrivals.poll();
    if (arrival == null) {
      return false;
    }
    SimDatagram datagram = arrival.datagram;
    traced(nowNs, arrival.host.name(), PacketEvent.DELIVERED, datagram);
    arrival
        .host
        .node()
        .onDatagram(
            nowNs, datagram.destination(), datagram.source(), datagram.ecn(), datagram.data());
    return true;
  }

  private void leave(SimLink link, SimDatagram datagram, long nowNs) {
    if (link.nat() == null) {
      route(datagram, nowNs, link.up().name());
      return;
    }
    SimDatagram translated = link.nat().outbound(datagram, nowNs);
    if (translated == null) {
      traced(nowNs, link.up().name(), PacketEvent.NAT_DROPPED, datagram);
    } else {
      route(translated, nowNs, link.up().name());
    }
  }

  private void route(SimDatagram datagram, long nowNs, String where) {
    SimLink behindNat = nat(datagram.destination().getAddress());
    if (behindNat != null) {
      SimDatagram translated = behindNat.nat().inbound(datagram, nowNs);
      if (translated == null) {
        traced(nowNs, behindNat.down().name(), PacketEvent.NAT_DROPPED, datagram);
      } else {
        behindNat.down().offer(translated, nowNs);
      }
      return;
    }
    SimHost host = reachable.get(datagram.destination());
    SimLink link = host == null ? null : host.link(datagram.destination());
    if (host == null) {
      unroutable(datagram, nowNs, where);
    } else if (link == null) {
      arrivals.add(new Arrival(host, datagram));
    } else {
      link.down().offer(datagram, nowNs);
    }
  }

  private void arrive(
      Map<InetSocketAddress, SimHost> realm, SimLink link, SimDatagram datagram, long nowNs) {
    SimHost host = realm.get(datagram.destination());
    // The address may have been taken away or have moved to another link meanwhile.
    if (host == null || host.link(datagram.destination()) != link) {
      unroutable(datagram, nowNs, link.down().name());
    } else {
      arrivals.add(new Arrival(host, datagram));
    }
  }

  private void unroutable(SimDatagram datagram, long nowNs, String where) {
    unroutable++;
    traced(nowNs, where, PacketEvent.UNROUTABLE, datagram);
  }

  private SimLink nat(InetAddress publicAddress) {
    for (SimLink link : links.values()) {
      if (link.nat() != null && link.nat().publicAddress().equals(publicAddress)) {
        return link;
      }
    }
    return null;
  }

  private boolean isTaken(InetAddress address) {
    return nat(address) != null
        || reachable.keySet().stream().anyMatch(local -> local.getAddress().equals(address));
  }

  private void traced(long nowNs, String where, PacketEvent event, SimDatagram datagram) {
    trace.on(nowNs, where, event, datagram);
  }
}
