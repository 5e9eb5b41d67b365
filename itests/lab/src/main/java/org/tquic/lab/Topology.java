package org.tquic.lab;

/**
 * The shell scripts that build the lab, run within its {@link Enclosure}.
 *
 * <pre>
 * lan ── rt ══ air ══ gw1, gw2, … ── ix (bridge) ── srv ── web
 * </pre>
 *
 * <p>{@code air} holds the far ends of the router's and the near ends of the gateways' cables, and
 * the emulator between them. Gateways translate IPv4 and let IPv6 through, and let nothing in that
 * was not asked for. The router translates what leaves by a WAN, as home routers do.
 */
final class Topology {
  /** The host in the home network. */
  static final String LAN = "lan";

  /** The router. */
  static final String ROUTER = "rt";

  /** Where the emulator is. */
  static final String AIR = "air";

  /** The internet exchange. */
  static final String IX = "ix";

  /** The server of the bond. */
  static final String SERVER = "srv";

  /** A host on the internet. */
  static final String WEB = "web";

  private static final String OFFLOADS = "tx off sg off tso off gso off gro off";

  private Topology() {}

  /** All but the WANs. */
  static String base() {
    return """
        set -e
        for node in lan rt air ix srv web; do ip netns add $node; done
        # Before any device exists, so that all that come take it as their default.
        quiet='for scope in all default; do
            echo 0 > /proc/sys/net/ipv4/conf/$scope/rp_filter
            echo 0 > /proc/sys/net/ipv6/conf/$scope/accept_dad
            echo 0 > /proc/sys/net/ipv6/conf/$scope/accept_ra
            echo 1 > /proc/sys/net/ipv6/conf/$scope/keep_addr_on_down
          done'
        forward='echo 1 > /proc/sys/net/ipv4/ip_forward
          echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
          echo 1 > /proc/sys/net/ipv6/conf/default/forwarding'
        silent='echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6
          echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6'
        for node in lan web; do ip netns exec $node sh -c "$quiet"; done
        for node in rt srv; do ip netns exec $node sh -c "$quiet; $forward"; done
        for node in air ix; do ip netns exec $node sh -c "$quiet; $silent"; done

        ip -n lan -batch - <<END
        link set lo up
        link add lan0 type veth peer name lan0 netns rt
        address add 192.168.77.2/24 dev lan0
        address add fd77::2/64 dev lan0 nodad
        link set lan0 up
        route add default via 192.168.77.1
        route add default via fd77::1 dev lan0
        END
        ip -n rt -batch - <<END
        link set lo up
        address add 192.168.77.1/24 dev lan0
        address add fd77::1/64 dev lan0 nodad
        link set lan0 up
        END
        ip -n ix -batch - <<END
        link set lo up
        link add br0 type bridge
        link set br0 up
        link add srv type veth peer name ix0 netns srv
        link set srv master br0
        link set srv up
        END
        ip -n srv -batch - <<END
        link set lo up
        link add web0 type veth peer name web0 netns web
        address add 203.0.113.1/24 dev ix0
        address add 2001:db8:113::1/64 dev ix0 nodad
        address add 198.51.100.1/24 dev web0
        address add 2001:db8:51::1/64 dev web0 nodad
        link set ix0 up
        link set web0 up
        END
        ip -n web -batch - <<END
        link set lo up
        address add 198.51.100.2/24 dev web0
        address add 2001:db8:51::2/64 dev web0 nodad
        link set web0 up
        route add default via 198.51.100.1
        route add default via 2001:db8:51::1 dev web0
        END
        ip -n air link set lo up
        ip netns exec rt nft -f - <<END
        table inet lab {
          chain postrouting {
            type nat hook postrouting priority srcnat
            oifname "wan*" masquerade
          }
        }
        END
        """;
  }

  /** A WAN: its gateway, the cables, and the router's addresses and routes over it. */
  static String wan(Wan wan) {
    return """
        set -e
        ip netns add GW
        ip netns exec GW sh -c 'for scope in all default; do
            echo 0 > /proc/sys/net/ipv4/conf/$scope/rp_filter
            echo 0 > /proc/sys/net/ipv6/conf/$scope/accept_dad
            echo 1 > /proc/sys/net/ipv6/conf/$scope/keep_addr_on_down
            echo 1 > /proc/sys/net/ipv6/conf/$scope/forwarding
          done
          echo 1 > /proc/sys/net/ipv4/ip_forward'
        """
        .concat(wan.spec().emulated() ? EMULATED_CABLE : BARE_CABLE)
        .concat(
            """
                ip -n GW -batch - <<END
                link set lo up
                address add GATEWAY/24 dev wan
                address add GATEWAY6/64 dev wan nodad
                link set wan up
                link add ext type veth peer name GW netns ix
                address add EXTERNAL/24 dev ext
                address add EXTERNAL6/64 dev ext nodad
                link set ext up
                route add default via 203.0.113.1
                route add default via 2001:db8:113::1 dev ext
                END
                ip netns exec GW nft -f - <<END
                table inet lab {
                  chain forward {
                    type filter hook forward priority filter; policy drop
                    ct state established,related accept
                    iifname "wan" accept
                  }
                  chain postrouting {
                    type nat hook postrouting priority srcnat
                    meta nfproto ipv4 oifname "ext" masquerade
                  }
                }
                END
                ip -n ix link set GW master br0
                ip -n ix link set GW up
                ip -n srv -6 route replace NETWORK6 via EXTERNAL6
                """)
        .concat(routerSide())
        .replace("HARDWARE", wan.hardwareAddress())
        .replace("GATEWAY6", wan.gatewayAddress6())
        .replace("GATEWAY", wan.gatewayAddress())
        .replace("EXTERNAL6", wan.externalAddress6())
        .replace("EXTERNAL", wan.externalAddress())
        .replace("ADDRESS6", wan.address6())
        .replace("ADDRESS", wan.address())
        .replace("NETWORK6", wan.network6())
        .replace("OFFLOADS", OFFLOADS)
        .replace("METRIC", Integer.toString(wan.metric()))
        .replace("TABLE", Integer.toString(wan.table()))
        .replace("GW", wan.gateway())
        .replace("WAN", wan.name());
  }

  // As a DHCP client would set it up.
  private static String routerSide() {
    return """
        ip -n rt -batch - <<END
        link set WAN address HARDWARE
        address add ADDRESS/24 dev WAN
        address add ADDRESS6/64 dev WAN nodad
        link set WAN up
        route add default via GATEWAY dev WAN metric METRIC
        route add default via GATEWAY6 dev WAN metric METRIC
        route add default via GATEWAY dev WAN table TABLE
        route add default via GATEWAY6 dev WAN table TABLE
        rule add from ADDRESS lookup TABLE priority TABLE
        END
        ip -n rt -6 rule add from ADDRESS6 lookup TABLE priority TABLE
        """;
  }

  private static final String EMULATED_CABLE =
      """
      ip -n air -batch - <<END
      link add near-WAN type veth peer name WAN netns rt
      link add far-WAN type veth peer name wan netns GW
      link set near-WAN up
      link set far-WAN up
      END
      ip netns exec air ethtool -K near-WAN OFFLOADS > /dev/null
      ip netns exec air ethtool -K far-WAN OFFLOADS > /dev/null
      ip netns exec rt ethtool -K WAN OFFLOADS > /dev/null
      ip netns exec GW ethtool -K wan OFFLOADS > /dev/null
      """;

  private static final String BARE_CABLE =
      """
      ip -n GW link add wan type veth peer name WAN netns rt
      """;
}
