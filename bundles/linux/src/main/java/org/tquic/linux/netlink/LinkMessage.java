package org.tquic.linux.netlink;

import java.nio.ByteBuffer;

/**
 * A network interface as the kernel tells it (RTM_NEWLINK, RTM_DELLINK).
 *
 * @param removed whether it is gone
 * @param index interface index
 * @param name interface name
 * @param flags IFF_… bits, see netdevice(7)
 * @param hardwareType ARPHRD_… type: 1 Ethernet, 512 PPP, 519 raw IP, 772 loopback, 65534 none
 * @param mtu bytes
 * @param operState operational state of RFC 2863: 0 unknown, 1 not present, 2 down, 3 lower layer
 *     down, 4 testing, 5 dormant, 6 up
 * @param parent index of the device under it, or of its peer; 0 without one
 * @param master index of the bridge, bond or VRF it belongs to, 0 without one
 * @param kind driver's kind of a software device, such as {@code veth} or {@code bridge}, or empty
 * @param portKind kind of the master, such as {@code bridge}, or empty
 * @param address link-layer address in hexadecimal with colons, or empty
 * @param vlan VLAN id of a link of kind {@code vlan}, 1 to 4094; 0 of any other
 */
public record LinkMessage(
    boolean removed,
    int index,
    String name,
    int flags,
    int hardwareType,
    int mtu,
    int operState,
    int parent,
    int master,
    String kind,
    String portKind,
    String address,
    int vlan)
    implements NetlinkMessage {
  /** Flag: administratively up. */
  public static final int IFF_UP = 0x1;

  /** Flag: loopback. */
  public static final int IFF_LOOPBACK = 0x8;

  /** Flag: has exactly one peer and needs no gateway. */
  public static final int IFF_POINTOPOINT = 0x10;

  /** Flag: the lower layer has carrier; never set while the link is administratively down. */
  public static final int IFF_LOWER_UP = 0x10000;

  /** Operational state: the lower layer is down, RFC 2863. */
  public static final int OPER_LOWER_LAYER_DOWN = 3;

  static final int FIXED_BYTES = 16;
  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_WIRELESS = 11;
  private static final int IFLA_OPERSTATE = 16;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int IFLA_INFO_SLAVE_KIND = 4;
  private static final int IFLA_VLAN_ID = 1;

  /** Whether it is administratively up. */
  public boolean up() {
    return (flags & IFF_UP) != 0;
  }

  /** Whether the lower layer has carrier. */
  public boolean lowerUp() {
    return (flags & IFF_LOWER_UP) != 0;
  }

  /** Whether it is a loopback device. */
  public boolean loopback() {
    return (flags & IFF_LOOPBACK) != 0;
  }

  /** Whether it has exactly one peer. */
  public boolean pointToPoint() {
    return (flags & IFF_POINTOPOINT) != 0;
  }

  static NetlinkMessage parse(int type, ByteBuffer body) {
    NetlinkCodec.need(body, FIXED_BYTES, "a link");
    // Bridges tell of their ports under their own family: leaving a bridge is not being removed.
    if (body.get(0) != 0) {
      return new Other(type);
    }
    String name = "";
    String kind = "";
    String portKind = "";
    String address = "";
    int mtu = 0;
    int operState = 0;
    int parent = 0;
    int master = 0;
    int vlan = 0;
    AttributeReader attributes = new AttributeReader(body.position(FIXED_BYTES));
    while (attributes.next()) {
      switch (attributes.type()) {
        case IFLA_ADDRESS -> address = attributes.hardwareAddress();
        case IFLA_IFNAME -> name = attributes.text();
        case IFLA_MTU -> mtu = attributes.s32();
        case IFLA_LINK -> parent = attributes.s32();
        case IFLA_MASTER -> master = attributes.s32();
        case IFLA_OPERSTATE -> operState = attributes.u8();
        case IFLA_LINKINFO -> {
          AttributeReader info = attributes.nested();
          while (info.next()) {
            if (info.type() == IFLA_INFO_KIND) {
              kind = info.text();
            } else if (info.type() == IFLA_INFO_SLAVE_KIND) {
              portKind = info.text();
            } else if (info.type() == IFLA_INFO_DATA && kind.equals("vlan")) {
              // What the data mean depends on the kind, which the kernel writes first.
              vlan = vlanId(info.nested());
            }
          }
        }
        // Wireless extensions send such messages with hardly anything else in them.
        case IFLA_WIRELESS -> {
          return new Other(type);
        }
        default -> {}
      }
    }
    return new LinkMessage(
        type == NetlinkCodec.RTM_DELLINK,
        body.getInt(4),
        name,
        body.getInt(8),
        Short.toUnsignedInt(body.getShort(2)),
        mtu,
        operState,
        parent,
        master,
        kind,
        portKind,
        address,
        vlan);
  }

  private static int vlanId(AttributeReader data) {
    int id = 0;
    while (data.next()) {
      if (data.type() == IFLA_VLAN_ID) {
        id = data.u16();
      }
    }
    return id;
  }

  /** A request that sets the flags in {@code mask}, and the MTU when it is not 0. */
  static byte[] change(int sequence, int index, int flags, int mask, int mtu) {
    MessageWriter writer =
        new MessageWriter(NetlinkCodec.RTM_NEWLINK, NetlinkCodec.ACKNOWLEDGED, sequence)
            .u8(0)
            .u8(0)
            .u16(0)
            .u32(index)
            .u32(flags)
            .u32(mask);
    if (mtu != 0) {
      writer.attributeU32(IFLA_MTU, mtu);
    }
    return writer.finish();
  }
}
