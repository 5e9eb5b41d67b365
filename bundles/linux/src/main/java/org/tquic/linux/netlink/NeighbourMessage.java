package org.tquic.linux.netlink;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What the kernel knows of another machine on a link (RTM_NEWNEIGH, RTM_DELNEIGH), by ARP or
 * neighbour discovery (RFC 4861).
 *
 * @param removed whether the entry is gone
 * @param index interface index
 * @param address the other machine's IP address
 * @param state NUD_… bits
 */
public record NeighbourMessage(boolean removed, int index, InetAddress address, int state)
    implements NetlinkMessage {
  private static final int NUD_REACHABLE = 0x02;
  private static final int NUD_STALE = 0x04;
  private static final int NUD_FAILED = 0x20;
  private static final int NUD_NOARP = 0x40;
  private static final int NUD_PERMANENT = 0x80;

  static final int FIXED_BYTES = 12;
  private static final int NDA_DST = 1;

  /** Whether it was asked and did not answer. */
  public boolean failed() {
    return !removed && (state & NUD_FAILED) != 0;
  }

  /** Whether it was heard, or need not be asked. */
  public boolean present() {
    return !removed && (state & (NUD_REACHABLE | NUD_STALE | NUD_NOARP | NUD_PERMANENT)) != 0;
  }

  static NetlinkMessage parse(int type, ByteBuffer body) {
    NetlinkCodec.need(body, FIXED_BYTES, "a neighbour");
    int family = Byte.toUnsignedInt(body.get(0));
    // Bridges tell of their forwarding tables by the same message.
    if (!NetlinkCodec.isIp(family)) {
      return new Other(type);
    }
    InetAddress address = null;
    AttributeReader attributes = new AttributeReader(body.position(FIXED_BYTES));
    while (attributes.next()) {
      if (attributes.type() == NDA_DST) {
        address = attributes.address(family);
      }
    }
    return address == null
        ? new Other(type)
        : new NeighbourMessage(
            type == NetlinkCodec.RTM_DELNEIGH,
            body.getInt(4),
            address,
            Short.toUnsignedInt(body.getShort(8)));
  }
}
