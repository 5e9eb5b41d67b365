package org.tquic.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A route (RTM_NEWROUTE, RTM_DELROUTE). Make one to add or delete with {@link #to}.
 *
 * @param removed whether it is gone
 * @param destination where it leads
 * @param table routing table, 254 is main
 * @param type RTN_… : 1 unicast, 2 local, 6 blackhole, 7 unreachable, 8 prohibit
 * @param protocol who made it, RTPROT_… : 2 kernel, 3 boot, 4 administrator, 16 DHCP
 * @param scope RT_SCOPE_… : 0 beyond a gateway, 253 on the link, 254 this machine
 * @param metric lower is preferred, 0 to 2^32 - 1
 * @param gateway next hop, of either family, or null
 * @param outInterface index of the interface it leaves by, 0 without one
 * @param preferredSource source address for it, or null
 * @param nextHops the next hops of a multipath route, else empty
 * @param flags RTNH_F_… and RTM_F_… bits
 */
public record RouteMessage(
    boolean removed,
    IpPrefix destination,
    int table,
    int type,
    int protocol,
    int scope,
    long metric,
    InetAddress gateway,
    int outInterface,
    InetAddress preferredSource,
    List<NextHop> nextHops,
    int flags)
    implements NetlinkMessage {
  /** The main table. */
  public static final int TABLE_MAIN = 254;

  /** The table of the machine's own addresses. */
  public static final int TABLE_LOCAL = 255;

  /** Type: a route to others. */
  public static final int UNICAST = 1;

  /** Type: drop silently. */
  public static final int BLACKHOLE = 6;

  /** Type: refuse with ICMP. */
  public static final int UNREACHABLE = 7;

  /** Protocol: set by an administrator. */
  public static final int PROTOCOL_STATIC = 4;

  /**
   * Protocol: set by this program, so that its routes and rules are told from others and can be
   * removed after a crash. The number is in nobody's list of routing protocols.
   */
  public static final int PROTOCOL_OWN = 117;

  /** Flag: the gateway is on the link though no address of the link says so. */
  public static final int ON_LINK = 4;

  /** Flag: an entry of the cache, not of a table. */
  static final int CLONED = 0x200;

  static final int FIXED_BYTES = 12;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_MULTIPATH = 9;
  private static final int RTA_TABLE = 15;
  private static final int RTA_VIA = 18;

  /**
   * One way of a multipath route.
   *
   * @param outInterface interface index
   * @param gateway next hop, or null
   * @param weight share of the flows, 1 to 256
   * @param flags RTNH_F_… bits
   */
  public record NextHop(int outInterface, InetAddress gateway, int weight, int flags) {}

  /** Copies the list. */
  public RouteMessage {
    nextHops = List.copyOf(nextHops);
  }

  /** A builder of a unicast route in the main table. */
  public static RouteBuilder to(IpPrefix destination) {
    return new RouteBuilder(destination);
  }

  /** Whether it is a route for everything that no other route is for. */
  public boolean isDefault() {
    return type == UNICAST && destination.isDefault();
  }

  /** Every way that it leads, one for a route without multipath; empty for a blackhole. */
  public List<NextHop> hops() {
    if (!nextHops.isEmpty()) {
      return nextHops;
    }
    return outInterface == 0
        ? List.of()
        : List.of(new NextHop(outInterface, gateway, 1, flags & 0xff));
  }

  static NetlinkMessage parse(int messageType, ByteBuffer body) {
    NetlinkCodec.need(body, FIXED_BYTES, "a route");
    int family = Byte.toUnsignedInt(body.get(0));
    if (!NetlinkCodec.isIp(family)) {
      return new Other(messageType);
    }
    InetAddress destination = IpPrefix.everything(family == AttributeReader.AF_INET6).address();
    RouteBuilder route = new RouteBuilder(IpPrefix.of(destination));
    route.table(Byte.toUnsignedInt(body.get(4)));
    AttributeReader attributes = new AttributeReader(body.position(FIXED_BYTES));
    while (attributes.next()) {
      switch (attributes.type()) {
        case RTA_DST -> destination = attributes.address(family);
        case RTA_OIF -> route.outInterface(attributes.s32());
        case RTA_GATEWAY -> route.gateway(attributes.address(family));
        case RTA_VIA -> route.gateway(attributes.via());
        case RTA_PRIORITY -> route.metric(attributes.u32());
        case RTA_PREFSRC -> route.preferredSource(attributes.address(family));
        case RTA_TABLE -> route.table(attributes.s32());
        case RTA_MULTIPATH -> route.nextHops(parseHops(attributes.value(), family));
        default -> {}
      }
    }
    return route
        .protocol(Byte.toUnsignedInt(body.get(5)))
        .scope(Byte.toUnsignedInt(body.get(6)))
        .type(Byte.toUnsignedInt(body.get(7)))
        .flags(body.getInt(8))
        .removed(messageType == NetlinkCodec.RTM_DELROUTE)
        .build(NetlinkCodec.prefix(destination, Byte.toUnsignedInt(body.get(1))));
  }

  // struct rtnexthop: length, flags, weight - 1, interface; attributes follow within its length.
  private static List<NextHop> parseHops(ByteBuffer value, int family) {
    List<NextHop> hops = new ArrayList<>();
    int at = 0;
    while (at < value.limit()) {
      int left = value.limit() - at;
      int length = left < 8 ? 0 : Short.toUnsignedInt(value.getShort(at));
      if (length < 8 || length > left) {
        throw new MalformedNetlinkException(
            "a next hop of " + length + " bytes where " + left + " are left");
      }
      InetAddress gateway = null;
      AttributeReader attributes = new AttributeReader(value.slice(at + 8, length - 8));
      while (attributes.next()) {
        if (attributes.type() == RTA_GATEWAY) {
          gateway = attributes.address(family);
        } else if (attributes.type() == RTA_VIA) {
          gateway = attributes.via();
        }
      }
      hops.add(
          new NextHop(
              value.getInt(at + 4),
              gateway,
              Byte.toUnsignedInt(value.get(at + 3)) + 1,
              Byte.toUnsignedInt(value.get(at + 2))));
      at += AttributeReader.aligned(length);
    }
    return hops;
  }

  /** The route much as {@code ip route} writes it, interfaces by index. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(removed ? "removed route " : "route ");
    text.append(destination);
    text.append(type == UNICAST ? "" : " type " + type);
    for (NextHop hop : hops()) {
      text.append(nextHops.isEmpty() ? "" : " nexthop");
      text.append(hop.gateway() == null ? "" : " via " + hop.gateway().getHostAddress());
      text.append(" dev #").append(hop.outInterface());
    }
    text.append(" table ").append(table);
    text.append(metric == 0 ? "" : " metric " + metric);
    text.append(preferredSource == null ? "" : " src " + preferredSource.getHostAddress());
    return text.toString();
  }

  byte[] request(int messageType, int flagBits, int sequence) {
    MessageWriter writer =
        new MessageWriter(messageType, flagBits, sequence)
            .u8(NetlinkCodec.family(destination))
            .u8(destination.length())
            .u8(0)
            .u8(0)
            .u8(table < 256 ? table : 0)
            .u8(protocol)
            .u8(scope)
            .u8(type)
            .u32(flags & ON_LINK)
            .attributeU32(RTA_TABLE, table);
    if (!destination.isDefault()) {
      writer.attributeAddress(RTA_DST, destination.address());
    }
    if (metric != 0) {
      writer.attributeU32(RTA_PRIORITY, metric);
    }
    if (outInterface != 0) {
      writer.attributeU32(RTA_OIF, outInterface);
    }
    if (preferredSource != null) {
      writer.attributeAddress(RTA_PREFSRC, preferredSource);
    }
    writeGateway(writer, gateway);
    if (!nextHops.isEmpty()) {
      int multipath = writer.open(RTA_MULTIPATH);
      for (NextHop hop : nextHops) {
        int start = writer.openCounted();
        writer.u8(hop.flags() & ON_LINK).u8(hop.weight() - 1).u32(hop.outInterface());
        writeGateway(writer, hop.gateway());
        writer.close(start);
      }
      writer.close(multipath);
    }
    return writer.finish();
  }

  private void writeGateway(MessageWriter writer, InetAddress hop) {
    if (hop == null) {
      return;
    }
    IpPrefix host = IpPrefix.of(hop);
    if (host.isV6() == destination.isV6()) {
      writer.attributeAddress(RTA_GATEWAY, hop);
    } else {
      int start = writer.open(RTA_VIA);
      writer.u16(NetlinkCodec.family(host)).bytes(hop.getAddress()).close(start);
    }
  }
}
