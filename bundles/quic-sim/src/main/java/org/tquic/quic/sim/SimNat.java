package org.tquic.quic.sim;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A NAT between a link and the rest of the network. */
public final class SimNat {
  private static final int FIRST_PORT = 20_000;
  private static final int LOWEST_PORT = 1024;
  private static final int HIGHEST_PORT = 65_535;

  /** What a mapping is for; the remote is null when any will do. */
  private record Key(InetSocketAddress inside, InetSocketAddress remote) {}

  private static final class Entry {
    final Key key;
    final InetSocketAddress outside;
    final Set<Object> sentTo = new HashSet<>();
    long lastSentNs;

    Entry(Key key, InetSocketAddress outside) {
      this.key = key;
      this.outside = outside;
    }
  }

  private final Map<Key, Entry> byKey = new HashMap<>();
  private final Map<Integer, Entry> byPort = new HashMap<>();
  private final NatBehaviour behaviour;
  private final Predicate<InetAddress> taken;
  private InetAddress publicAddress;
  private int nextPort = FIRST_PORT;
  private long drops;

  /**
   * @param taken whether something else has an address
   */
  SimNat(InetAddress publicAddress, NatBehaviour behaviour, Predicate<InetAddress> taken) {
    this.behaviour = behaviour;
    this.taken = taken;
    this.publicAddress = publicAddress;
  }

  /** Its address outside. */
  public InetAddress publicAddress() {
    return publicAddress;
  }

  /** How it maps and filters. */
  public NatBehaviour behaviour() {
    return behaviour;
  }

  /** Datagrams that it let neither in nor out. */
  public long drops() {
    return drops;
  }

  /**
   * Forgets all mappings, as after a restart: what is sent next gets a new public port, and what
   * comes to the old ones is dropped.
   */
  public void rebind() {
    byKey.clear();
    byPort.clear();
  }

  /**
   * The same with a new public address.
   *
   * @throws IllegalArgumentException when something else has that address
   */
  public void rebind(InetAddress newPublicAddress) {
    if (!newPublicAddress.equals(publicAddress) && taken.test(newPublicAddress)) {
      throw new IllegalArgumentException(newPublicAddress + " is in use already");
    }
    publicAddress = newPublicAddress;
    rebind();
  }

  /**
   * Where datagrams of an inside address to a remote seem to come from, or null when there is no
   * mapping for them.
   */
  public InetSocketAddress mapped(InetSocketAddress inside, InetSocketAddress remote) {
    Entry entry = byKey.get(key(inside, remote));
    return entry == null ? null : entry.outside;
  }

  /**
   * A datagram on its way out; null when all ports are taken or it is not of the IP version of the
   * public address.
   */
  SimDatagram outbound(SimDatagram datagram, long nowNs) {
    if (datagram.isIpv6() != publicAddress instanceof Inet6Address) {
      drops++;
      return null;
    }
    Key key = key(datagram.source(), datagram.destination());
    Entry entry = byKey.get(key);
    if (entry != null && isExpired(entry, nowNs)) {
      remove(entry);
      entry = null;
    }
    if (entry == null) {
      entry = add(key, nowNs);
      if (entry == null) {
        drops++;
        return null;
      }
    }
    entry.lastSentNs = nowNs;
    entry.sentTo.add(permission(datagram.destination()));
    return datagram.withSource(entry.outside);
  }

  /** A datagram on its way in; null when it is not let in. */
  SimDatagram inbound(SimDatagram datagram, long nowNs) {
    Entry entry = byPort.get(datagram.destination().getPort());
    if (entry != null && isExpired(entry, nowNs)) {
      remove(entry);
      entry = null;
    }
    if (entry == null || !entry.sentTo.contains(permission(datagram.source()))) {
      drops++;
      return null;
    }
    return datagram.withDestination(entry.key.inside);
  }

  private Key key(InetSocketAddress inside, InetSocketAddress remote) {
    boolean perRemote = behaviour.mapping() == NatBehaviour.Mapping.ADDRESS_AND_PORT_DEPENDENT;
    return new Key(inside, perRemote ? remote : null);
  }

  /** What of a remote address the filter looks at. */
  private Object permission(InetSocketAddress remote) {
    return switch (behaviour.filtering()) {
      case ENDPOINT_INDEPENDENT -> "anyone";
      case ADDRESS_DEPENDENT -> remote.getAddress();
      case ADDRESS_AND_PORT_DEPENDENT -> remote;
    };
  }

  private boolean isExpired(Entry entry, long nowNs) {
    return behaviour.idleNs() != 0 && nowNs - entry.lastSentNs > behaviour.idleNs();
  }

  private Entry add(Key key, long nowNs) {
    if (byPort.size() > HIGHEST_PORT - LOWEST_PORT) {
      byPort.values().stream().filter(e -> isExpired(e, nowNs)).toList().forEach(this::remove);
    }
    if (byPort.size() > HIGHEST_PORT - LOWEST_PORT) {
      return null;
    }
    while (byPort.containsKey(nextPort)) {
      advancePort();
    }
    Entry entry = new Entry(key, new InetSocketAddress(publicAddress, nextPort));
    byKey.put(key, entry);
    byPort.put(nextPort, entry);
    // The next mapping gets another port even after this one is forgotten.
    advancePort();
    return entry;
  }

  private void advancePort() {
    nextPort = nextPort == HIGHEST_PORT ? LOWEST_PORT : nextPort + 1;
  }

  private void remove(Entry entry) {
    byKey.remove(entry.key);
    byPort.remove(entry.outside.getPort());
  }
}
