package org.tquic.lab;

import java.util.ArrayDeque;
import java.util.Deque;
import org.tquic.lab.emulator.Direction;

/**
 * Something broken on one internet link of a lab, until it is closed. What concerns UDP concerns
 * flows to the port {@value #PORT} alone.
 */
public final class WanFault implements AutoCloseable {
  /** UDP port of the bond's server. */
  public static final int PORT = 4433;

  private final Lab lab;
  private final Wan wan;
  private final Deque<Runnable> undo = new ArrayDeque<>();

  private WanFault(Lab lab, Wan wan) {
    this.lab = lab;
    this.wan = wan;
  }

  /** The gateway swallows UDP to the server. */
  public static WanFault dropUdp(Lab lab, Wan wan) {
    return filtered(lab, wan, "udp dport " + PORT + " drop");
  }

  /** The gateway rejects UDP to the server as if nobody listened, each datagram with ICMP. */
  public static WanFault rejectUdp(Lab lab, Wan wan) {
    WanFault fault =
        filtered(lab, wan, "udp dport " + PORT + " reject with icmpx port-unreachable");
    // Else one a second, and whose datagram draws it is chance.
    String limit = "sysctl -qw net.ipv4.icmp_ratelimit=";
    fault.on(wan.gateway(), limit + 0, limit + 1000);
    return fault;
  }

  /**
   * The gateway lets no flow to the server begin with a short header packet (RFC 9000 section
   * 17.3), as stateful firewalls that know QUIC do: handshakes pass, further paths do not.
   */
  public static WanFault dropNewPaths(Lab lab, Wan wan) {
    return filtered(lab, wan, "udp dport " + PORT + " ct state new @th,64,1 0 drop");
  }

  private static WanFault filtered(Lab lab, Wan wan, String rule) {
    WanFault fault = new WanFault(lab, wan);
    fault.table("chain fault { type filter hook forward priority -10; " + rule + "; }");
    return fault;
  }

  /**
   * The gateway hands UDP for the server to somebody else; flows that are there already stay.
   *
   * @param elsewhere ADDRESS:PORT
   */
  public static WanFault divertUdp(Lab lab, Wan wan, String elsewhere) {
    WanFault fault = new WanFault(lab, wan);
    fault.table(nat("udp dport " + PORT + " dnat ip to " + elsewhere));
    return fault;
  }

  /**
   * A captive portal: the gateway swallows UDP to the server, and web requests go elsewhere.
   *
   * @param elsewhere ADDRESS:PORT
   */
  public static WanFault portal(Lab lab, Wan wan, String elsewhere) {
    WanFault fault = new WanFault(lab, wan);
    fault.table(
        nat("tcp dport 80 dnat ip to " + elsewhere)
            + "; chain fault { type filter hook forward priority -10; udp dport "
            + PORT
            + " drop; }");
    return fault;
  }

  private static String nat(String rule) {
    return "chain nat { type nat hook prerouting priority -110; ip daddr "
        + Lab.SERVER_ADDRESS
        + " "
        + rule
        + "; }";
  }

  /** The gateway's uplink takes packets of at most so many bytes, and says nothing of it. */
  public static WanFault narrow(Lab lab, Wan wan, int mtu) {
    WanFault fault = new WanFault(lab, wan);
    fault.table(
        "chain fault { type filter hook output priority -10;"
            + " icmp type destination-unreachable drop; }");
    fault.on(wan.gateway(), "ip link set ext mtu " + mtu, "ip link set ext mtu 1500");
    return fault;
  }

  /** Answers to the router come in by another link, for want of a route at the gateway. */
  public static WanFault strayAnswers(Lab lab, Wan wan, Wan other) {
    WanFault fault = new WanFault(lab, wan);
    String route = "ip route add " + wan.address() + "/32 via ";
    String remove = "ip route delete " + wan.address() + "/32";
    fault.on(wan.gateway(), route + other.externalAddress(), remove);
    fault.on(other.gateway(), route + other.address() + " dev wan", remove);
    String accept = "ip daddr " + wan.address() + " accept";
    fault.on(
        other.gateway(),
        "nft insert rule inet lab forward " + accept,
        "nft delete rule inet lab forward handle $(nft -a list chain inet lab forward"
            + " | sed -n 's/.*"
            + accept
            + " # handle //p')");
    return fault;
  }

  /**
   * The link loses packets at random, each way.
   *
   * @param share 0 to 1
   */
  public static WanFault lose(Lab lab, Wan wan, double share) {
    WanFault fault = new WanFault(lab, wan);
    lab.emulator().set(wan.name(), Direction.OUT, wan.spec().out().withLoss(share));
    lab.emulator().set(wan.name(), Direction.IN, wan.spec().in().withLoss(share));
    fault.undo.push(() -> lab.emulator().set(wan.name(), Direction.OUT, wan.spec().out()));
    fault.undo.push(() -> lab.emulator().set(wan.name(), Direction.IN, wan.spec().in()));
    return fault;
  }

  /** The router's interface has no carrier. */
  public static WanFault noCarrier(Lab lab, Wan wan) {
    WanFault fault = new WanFault(lab, wan);
    lab.carrier(wan, false);
    fault.undo.push(() -> lab.carrier(wan, true));
    return fault;
  }

  /** The router has no address on the link. */
  public static WanFault noAddress(Lab lab, Wan wan) {
    WanFault fault = noRoute(lab, wan);
    fault.on(
        Lab.ROUTER,
        "ip address delete " + wan.address() + "/24 dev " + wan.name(),
        "ip address add " + wan.address() + "/24 dev " + wan.name());
    return fault;
  }

  /** The router has no IPv4 default route over the link, in no table. */
  public static WanFault noRoute(Lab lab, Wan wan) {
    WanFault fault = new WanFault(lab, wan);
    String via = "default via " + wan.gatewayAddress() + " dev " + wan.name();
    String main = via + " metric " + wan.metric();
    String own = via + " table " + wan.table();
    fault.on(Lab.ROUTER, "ip route delete " + main, "ip route replace " + main);
    fault.on(Lab.ROUTER, "ip route delete " + own, "ip route replace " + own);
    return fault;
  }

  private void table(String chains) {
    on(wan.gateway(), "nft 'table inet fault { " + chains + "; }'", "nft delete table inet fault");
  }

  private void on(String node, String command, String inverse) {
    lab.run(node, "sh", "-c", command);
    undo.push(() -> lab.run(node, "sh", "-c", inverse));
  }

  /** Mends it. */
  @Override
  public void close() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }
}
