package org.tquic.paths.doctor.step;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tquic.api.doctor.DoctorTarget;
import org.tquic.api.link.LinkInfo;
import org.tquic.linux.socket.LinkSocket;
import org.tquic.paths.doctor.finding.LinkFacts;

/** One link under examination. Used by one thread. */
public final class LinkCase implements AutoCloseable {
  private static final int HEADERS_IPV4 = 28;
  private static final int HEADERS_IPV6 = 48;

  private final LinkFacts facts;
  private final Server server;
  private final List<String> others;
  private final long endNs;
  private final RandomGenerator random = new SecureRandom();
  private final Dials dials;
  private InetSocketAddress remote;
  private InetAddress source;

  /**
   * The server of all links.
   *
   * @param target who it is, or null without a pairing
   * @param addresses what its name resolves to
   * @param problem why there is no address, or empty
   */
  public record Server(DoctorTarget target, List<InetAddress> addresses, String problem) {
    /** Copies the list. */
    public Server {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * A link.
   *
   * @param facts gets what is seen
   * @param others names of the other links
   * @param engines what handshakes are made with
   * @param endNs when it has to be over, {@link System#nanoTime()}
   */
  public LinkCase(
      LinkFacts facts, Server server, List<String> others, Engines engines, long endNs) {
    this.facts = facts;
    this.server = server;
    this.others = List.copyOf(others);
    this.endNs = endNs;
    this.dials = new Dials(engines, server.target());
  }

  /** The link. */
  LinkInfo info() {
    return facts.link();
  }

  /** What is known of it. */
  public LinkFacts facts() {
    return facts;
  }

  Server server() {
    return server;
  }

  List<String> others() {
    return others;
  }

  RandomGenerator random() {
    return random;
  }

  Dials dials() {
    return dials;
  }

  /**
   * Chooses the addresses to use: of the server's the first that the link has one of the same
   * family for.
   *
   * @return whether there is one
   */
  boolean choose() {
    for (InetAddress address : server.addresses()) {
      Optional<InetAddress> own =
          info().addresses().stream().filter(a -> a.getClass() == address.getClass()).findFirst();
      if (own.isPresent()) {
        source = own.get();
        remote = new InetSocketAddress(address, server.target().port());
        return true;
      }
    }
    return false;
  }

  /** The server's address that is used, after {@link #choose}. */
  InetSocketAddress remote() {
    return remote;
  }

  /** The link's address that is used, after {@link #choose}. */
  InetAddress source() {
    return source;
  }

  /** Whether the server is reached by IPv6, after {@link #choose}. */
  boolean isIpv6() {
    return source instanceof Inet6Address;
  }

  /** Bytes of IP and UDP headers of a datagram to the server; those of ICMP echo are as long. */
  int headerBytes() {
    return isIpv6() ? HEADERS_IPV6 : HEADERS_IPV4;
  }

  /** A UDP socket to the server through the link. */
  LinkSocket udp() {
    return LinkSocket.udp(info().name(), source, remote);
  }

  /** Time that a step may take, nanoseconds: its bound, or less at the end. */
  long bound(Duration usual) {
    return Math.max(0, Math.min(usual.toNanos(), endNs - System.nanoTime()));
  }

  /** Whether there is no time left. */
  public boolean isOver() {
    return System.nanoTime() - endNs >= 0;
  }

  /** Ends its connections. */
  @Override
  public void close() {
    dials.close();
  }
}
