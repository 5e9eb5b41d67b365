package org.tquic.lab;

/** What the NATs of a lab's internet links do beyond translating. IPv4 only. */
public final class WanNat {
  private static final String PORTS = "table ip ports";

  private WanNat() {}

  /**
   * A link's NAT forgets UDP flows after a silence.
   *
   * @param node where the NAT is, {@link Wan#gateway()} or the result of {@link #carrierGrade}
   * @param seconds length of the silence
   */
  public static void forgets(Lab lab, String node, int seconds) {
    // One time for flows that were answered once, one for those that were so often.
    for (String kind : new String[] {"udp_timeout", "udp_timeout_stream"}) {
      lab.run(node, "sysctl", "-qw", "net.netfilter.nf_conntrack_" + kind + "=" + seconds);
    }
  }

  /**
   * A link's NAT forgets all flows now, and gives those that go on other ports, at the same
   * address.
   */
  public static void movePorts(Lab lab, Wan wan) {
    String gateway = wan.gateway();
    if (lab.exec(gateway, "nft", "list", PORTS).status() != 0) {
      // Without this a flow gets its own port again, if that is free.
      lab.run(
          gateway,
          "nft",
          PORTS
              + " { chain postrouting { type nat hook postrouting priority 99;"
              + " oifname \"ext\" masquerade fully-random; }; }");
    }
    // The kernel drops the translations of an address that is taken away.
    lab.run(
        gateway,
        "sh",
        "-ec",
        "ip address delete "
            + wan.externalAddress()
            + "/24 dev ext; ip address add "
            + wan.externalAddress()
            + "/24 dev ext; ip route replace default via 203.0.113.1");
  }

  /**
   * Puts a carrier's NAT (RFC 6598) between a link's gateway, which goes on translating, and the
   * internet.
   *
   * @return the new node
   */
  public static String carrierGrade(Lab lab, Wan wan) {
    String node = "cgn" + wan.number();
    lab.addNode(node, 100 + wan.number());
    lab.run(
        wan.gateway(),
        "sh",
        "-ec",
        """
        ip link set ext down
        ip link add cgn type veth peer name customer netns %1$s
        ip address add 100.64.%2$d.2/24 dev cgn
        ip link set cgn up
        ip route add default via 100.64.%2$d.1
        nft add rule inet lab postrouting meta nfproto ipv4 oifname cgn masquerade
        """
            .formatted(node, wan.number()));
    lab.run(
        node,
        "sh",
        "-ec",
        """
        ip address add 100.64.%1$d.1/24 dev customer
        ip link set customer up
        sysctl -qw net.ipv4.ip_forward=1
        nft -f - <<END
        table ip cgn {
          chain forward {
            type filter hook forward priority filter; policy drop
            ct state established,related accept
            iifname "customer" accept
          }
          chain postrouting {
            type nat hook postrouting priority srcnat
            oifname "ix0" masquerade
          }
        }
        END
        """
            .formatted(wan.number()));
    return node;
  }
}
